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
  endQuietlyOnClosedPipe();
  process.on('SIGINT', () => process.exit(130));
  const [{ runTerminal }, { composeTerminal }] = await Promise.all([
    import('./cli/terminal.ts'),
    import('./compose-terminal.ts'),
  ]);
  process.exitCode = await runTerminal(argv, composeTerminal());
}

/** `dcm-keys … | head -1` is no error. */
function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
}

await main();
