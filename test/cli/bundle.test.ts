import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundleReport, TrustedMaker } from '../../shared/model/bundle.ts';
import { makeKey } from '../domain/tokens.ts';
import { type JwksServer, startJwksServer } from '../fakes/jwks-server.ts';
import { createTestHome, runTerminal, type TestHome } from './run-terminal.ts';

let [online, desk]: readonly [TestHome | null, TestHome | null] = [null, null];
let dcm: JwksServer;
let file: string;
let signer: string;

async function run(home: TestHome | null, ...argv: readonly string[]) {
  if (home === null) throw new Error('no home');
  return await home.run([...argv, '--json']);
}

beforeAll(async () => {
  [online, desk] = [createTestHome(), createTestHome()];
  dcm = await startJwksServer([makeKey('RS256', 'one').jwk]);
  const guid = '6f9619ff-8b86-d011-b42d-00cf4fc964ff';
  const bank = ['--base-url', dcm.baseUrl, '--counterparty', guid, '--kind', 'practice'];
  const other = ['--base-url', 'http://127.0.0.1:9', '--counterparty', guid, '--kind', 'practice'];
  await run(online, 'env', 'add', 'bank', ...bank);
  await run(online, 'dcm', 'jwks', '--env', 'bank');
  await run(desk, 'env', 'add', 'dcm', ...bank);
  await run(desk, 'env', 'add', 'other', ...other);
  file = join(online.path, '..', 'set.bundle.json');
}, 60_000);
afterAll(async () => {
  await dcm.stop();
  online?.erase();
  desk?.erase();
});

describe('dcm-keys bundle', { timeout: 60_000 }, () => {
  it('signs a snapshot into a file that only its owner reads, and prints it where no file is named', async () => {
    const made = await run(online, 'bundle', 'create', '--snapshot', '1', '--out', file);
    expect([made.code, made.json()]).toMatchObject([0, { out: file, kind: 'jwks-snapshot' }]);
    signer = made.json<BundleReport>().evidenceKey ?? '';
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'dcm-bundle', version: 1 });
    expect((await run(online, 'bundle', 'create', '--snapshot', '1', '--out', file)).code).toBe(2);
    expect((await run(online, 'bundle', 'create', '--snapshot', '1')).json()).toMatchObject({ format: 'dcm-bundle' });
    const bad = [['--snapshot', '7'], ['--snapshot', 'x'], [], ['--snapshot', '1', '--env', 'bank']];
    for (const argv of bad) expect((await run(online, 'bundle', 'create', ...argv)).code, argv.join(' ')).toBe(2);
  });

  it('is verified with no home: intact, by a signer that is unknown, known or another one', async () => {
    const verify = async (...argv: readonly string[]) => {
      const { code, json } = await runTerminal(['bundle', 'verify', file, ...argv, '--json']);
      return [code, json<BundleReport>().ok, json<BundleReport>().signer];
    };
    expect(await verify()).toEqual([0, true, 'unknown']);
    expect(await verify('--trust', signer)).toEqual([0, true, 'known']);
    expect(await verify('--trust', 'A'.repeat(43))).toEqual([1, false, 'unknown']);
    const plain = await runTerminal(['bundle', 'verify', file]);
    expect(plain.stdout).toMatch(
      /^intact, signer unknown: jwks-snapshot of .*one\nsigned by .{43}\nin words: (?:\w+ ){15}\w+\nthis bundle in words: (?:\w+ ){15}\w+\n$/u,
    );
    const changed = `${file}.changed`;
    writeFileSync(changed, readFileSync(file, 'utf8').replace('"fetched"', '"signed"'));
    const refused = await runTerminal(['bundle', 'verify', changed, '--json']);
    expect([refused.code, refused.json()]).toMatchObject([5, { ok: false, signer: 'unknown' }]);
    const kept = await run(desk, 'bundle', 'import', changed, '--env', 'dcm');
    expect([kept.code, kept.json()]).toMatchObject([5, { error: { code: 'BUNDLE_REFUSED' } }]);
  });

  it('is imported as signed only for who is trusted, and into the DCM that it was made for', async () => {
    const into = (env: string, ...argv: readonly string[]) =>
      run(desk, 'bundle', 'import', file, '--env', env, ...argv);
    const elsewhere = await into('other');
    expect([elsewhere.code, elsewhere.json()]).toMatchObject([2, { error: { code: 'BUNDLE_ELSEWHERE' } }]);
    const another = await into('dcm', '--trust', 'A'.repeat(43));
    expect([another.code, another.json()]).toMatchObject([1, { error: { code: 'BUNDLE_BY_ANOTHER' } }]);
    expect((await run(desk, 'snapshot', 'list')).json()).toEqual([]);
    const asFile = await into('dcm');
    expect([asFile.code, asFile.json()]).toMatchObject([
      0,
      { signer, signerKnown: false, snapshot: { trust: 'file' } },
    ]);
    expect((await into('dcm', '--trust', signer)).json()).toMatchObject({
      signerKnown: true,
      snapshot: { trust: 'signed' },
    });
    const bare = await run(desk, 'snapshot', 'import', file, '--env', 'dcm');
    expect([bare.code, bare.json()]).toMatchObject([2, { error: { code: 'JWKS_REFUSED' } }]);
  });

  it('remembers whom an officer trusts, why, and since when no more', async () => {
    const why = ['--name', 'HQ', '--reason', 'compared by phone'];
    expect((await run(desk, 'bundle', 'trust', signer, ...why)).json()).toMatchObject({ name: 'HQ', ended: null });
    expect((await run(desk, 'bundle', 'import', file, '--env', 'dcm')).json()).toMatchObject({ signerKnown: true });
    expect((await run(desk, 'bundle', 'untrust', signer, '--reason', 'sold')).code).toBe(0);
    expect((await run(desk, 'bundle', 'import', file, '--env', 'dcm')).json()).toMatchObject({ signerKnown: false });
    expect((await run(desk, 'bundle', 'makers')).json<TrustedMaker[]>()).toMatchObject([{ ended: { reason: 'sold' } }]);
    expect((await run(desk, 'bundle', 'untrust', signer, '--reason', 'twice')).code).toBe(2);
  });

  it('carries public keys of ours to a computer that does not hold them', async () => {
    await run(online, 'key', 'generate', '--bits', '2048', '--env', 'bank', '--kid', 'ours');
    const keys = `${file}.keys`;
    expect((await run(online, 'bundle', 'create', '--env', 'bank', '--key', 'ours', '--out', keys)).code).toBe(0);
    const imported = await run(desk, 'bundle', 'import', keys, '--env', 'dcm', '--trust', signer);
    expect([imported.code, imported.json()]).toMatchObject([0, { signerKnown: true, snapshot: null, added: ['ours'] }]);
    expect((await run(desk, 'key', 'list')).json()).toMatchObject([{ kid: 'ours', custody: 'elsewhere' }]);
  });
});
