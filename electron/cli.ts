import { writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOwnNode, isRuntimeFit, runWith } from './cli/runtime.ts';

/** The terminal's door. Nothing is imported statically that an older Node lacks; see cli/runtime.ts. */
async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  if (!isRuntimeFit()) {
    const node = findOwnNode(import.meta.url);
    const script = process.argv[1];
    if (node === null || script === undefined) {
      process.stderr.write(
        'RUNTIME_MISSING: this needs Node.js 24 or newer, and the project’s own is not installed: run npm ci\n',
      );
      process.exitCode = 2;
      return;
    }
    process.exitCode = await runWith(node, script, argv);
    return;
  }
  watchOutput();
  process.on('SIGINT', () => process.exit(130));
  const [{ runTerminal }, { composeTerminal }] = await Promise.all([
    import('./cli/terminal.ts'),
    import('./compose-terminal.ts'),
  ]);
  process.exitCode = await runTerminal(argv, composeTerminal(dirname(fileURLToPath(import.meta.url))));
}

/** `dcm-keys … | head -1` is no error. A full disk is one: what was asked for did not arrive. */
function watchOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      const code = error.code === 'ENOSPC' || error.code === 'EDQUOT' ? 'DISK_FULL' : 'OUTPUT_FAILED';
      endWith(5, `${code}: the output cannot be written (${error.code ?? error.name})`, 'make room, and run it again');
    });
  }
}

/** Ends at once with a line that names the problem and one that says what to do, as far as anybody can still read it. */
function endWith(exitCode: number, problem: string, hint: string): never {
  try {
    writeSync(2, `${problem}\n${hint}\n`);
  } catch {
    // Nobody reads: the exit code is all there is to say.
  }
  process.exit(exitCode);
}

function endOnFault(thrown: unknown): never {
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  endWith(
    70,
    `INTERNAL: an error that should not happen (${name})`,
    'report it with the command, without tokens or keys',
  );
}

// Never a stack trace: it may hold what was typed.
process.on('uncaughtException', endOnFault);
await main().catch(endOnFault);
