import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLI, runTerminal, startPracticeProcess } from './run-terminal.ts';
import { openSigningHome, type SigningHome } from './signing-home.ts';

const OLD_NODE = '/usr/bin/node';
const isOldNode = existsSync(OLD_NODE) && /^v2[0-3]\./u.test(spawnSync(OLD_NODE, ['-v']).stdout.toString());

let opened: SigningHome;
let practice: SigningHome['practice'];
let home: SigningHome['home'];
let folder = '';
const signArgv = () => opened.signArgv;

beforeAll(async () => {
  opened = await openSigningHome();
  ({ practice, home, folder } = opened);
}, 60_000);
afterAll(() => opened.close());

describe('the process', () => {
  it('ends quietly with 0 when nobody reads on', () => {
    const { status, stderr } = spawnSync('bash', [
      '-c',
      `${process.execPath} ${CLI} audit export --home ${home.path} | head -c 10 >/dev/null; exit \${PIPESTATUS[0]}`,
    ]);
    expect([status, stderr.toString()]).toEqual([0, '']);
  });

  it('serves practice until SIGTERM or SIGINT, then ends with 0', async () => {
    expect(await (await startPracticeProcess()).stop('SIGTERM')).toBe(0);
    expect(await (await startPracticeProcess()).stop('SIGINT')).toBe(0);
  });

  it('says when the port of the practice DCM is taken', async () => {
    const ended = await runTerminal(['practice', '--port', new URL(practice.baseUrl).port, '--json']);
    expect([ended.code, ended.json()]).toMatchObject([4, { error: { code: 'PORT_UNAVAILABLE' } }]);
  });

  it('ends with 130 on Ctrl-C', async () => {
    const child = spawn(process.execPath, [CLI, 'token', 'inspect'], { stdio: ['pipe', 'ignore', 'ignore'] });
    await new Promise((resolve) => setTimeout(resolve, 700));
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.once('exit', (code) => resolve(code)))).toBe(130);
  });
});

describe.runIf(isOldNode)(`an older Node (${OLD_NODE})`, () => {
  it('runs everything by the project’s own Node, with arguments, input, descriptors and exit codes', async () => {
    const options = { node: OLD_NODE } as const;
    expect((await home.run(['key', 'list', '--json'], options)).json<object[]>().length).toBeGreaterThan(0);
    expect((await home.run(signArgv(), options)).code).toBe(0);
    expect((await home.run(signArgv(), { ...options, passphrase: 'wrong wrong' })).code).toBe(3);
    expect((await runTerminal(['token', 'inspect'], { ...options, input: 'garbage' })).code).toBe(2);
    // Every flag that names a descriptor hands it on: a closed one would be exit 3, before the key is looked at.
    const words = { ...options, files: { 4: CLI } };
    const checked = await home.run(['standby', 'check', opened.kid, '--standby-passphrase-fd', '4', '--json'], words);
    expect(checked.json()).toMatchObject({ error: { code: 'INPUT_INVALID' } });
  });

  it('ends with 2 and one line where the project’s own Node is not there', () => {
    const elsewhere = join(folder, 'elsewhere');
    cpSync(join(CLI, '..'), join(elsewhere, 'out'), { recursive: true });
    const { status, stdout, stderr } = spawnSync(OLD_NODE, [join(elsewhere, 'out', 'cli.mjs'), 'key', 'list']);
    expect([status, stdout.toString()]).toEqual([2, '']);
    expect(stderr.toString().trim().split('\n')).toHaveLength(1);
  });

  it('passes SIGTERM on', async () => {
    const child = spawn(OLD_NODE, [CLI, 'practice'], { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.once('exit', (code) => resolve(code)))).toBe(0);
  });
});
