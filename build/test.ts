import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireSystem } from './system.ts';

/**
 * Everything that must hold, in one run: formatter and lint, types, dead code, the build, tests in Node, and the window in
 * a browser or in Electron. The last line counts; the exit code is 0 only if nothing failed.
 */

interface Counts {
  passed: number;
  failed: number;
  readonly skipped: string[];
}

const root = join(import.meta.dirname, '..');
const artefacts = join(root, 'artefacts');
const counts: Counts = { passed: 0, failed: 0, skipped: [] };

function runStage(name: string, command: readonly string[]): boolean {
  const started = performance.now();
  console.log(`\n── ${name}`);
  const [program = 'node', ...args] = command;
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit', env: process.env });
  console.log(`── ${name}: ${status === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return status === 0;
}

function runCheck(name: string, command: readonly string[]): void {
  if (runStage(name, command)) counts.passed += 1;
  else counts.failed += 1;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function runVitest(): void {
  const file = join(artefacts, 'vitest.json');
  const isOk = runStage('tests in Node', [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  if (!existsSync(file)) {
    counts.failed += 1;
    return;
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  counts.passed += report.numPassedTests;
  // A file that could not even be loaded has no tests to count, and an error outside of tests fails the run only.
  const broken = report.testResults.filter(
    (one) => one.status === 'failed' && one.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + broken;
  counts.failed += failed === 0 && !isOk ? 1 : failed;
  for (const { assertionResults } of report.testResults) {
    for (const { fullName, status } of assertionResults) {
      if (status !== 'passed' && status !== 'failed') counts.skipped.push(fullName);
    }
  }
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

function runPlaywright(): void {
  const file = join(artefacts, 'playwright.json');
  const isOk = runStage('the window', ['playwright', 'test', '--config', 'playwright.config.ts']);
  if (!existsSync(file)) {
    counts.failed += 1;
    return;
  }
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport;
  counts.passed += stats.expected;
  const failed = stats.unexpected + stats.flaky;
  counts.failed += failed === 0 && !isOk ? 1 : failed;
  if (stats.skipped > 0) counts.skipped.push(`${String(stats.skipped)} tests of the window (see its report)`);
}

requireSystem();
rmSync(artefacts, { recursive: true, force: true });
mkdirSync(artefacts, { recursive: true });
runCheck('lint', ['eslint', '.', '--max-warnings', '0']);
runCheck('format', ['prettier', '--check', '--log-level', 'warn', '.']);
runCheck('types', ['tsc', '-b']);
runCheck('dead code', ['knip']);
runCheck('build', ['node', 'build/build.ts', 'all']);
runVitest();
runPlaywright();

if (counts.skipped.length > 0) {
  console.log(`\nNOT RUN (${String(counts.skipped.length)}):`);
  for (const name of counts.skipped) console.log(`  - ${name}`);
}
console.log(`\n${String(counts.passed)} passed, ${String(counts.failed)} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
