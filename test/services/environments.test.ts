import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeHome } from '../../electron/compose.ts';
import type { Home } from '../../electron/services/home.ts';
import { makeBankKey } from '../fakes/bank.ts';

const folder = mkdtempSync(join(tmpdir(), 'dcm-environments-'));
let home: Home;
beforeEach(() => {
  home = composeHome({
    path: mkdtempSync(join(folder, 'home-')),
    use: 'write',
    door: 'terminal',
    keychain: 'memory',
    fallbackKeychain: null,
    askPassphrase: () => Promise.reject(new Error('no vault in this test')),
    isOnline: () => false,
  });
});
afterEach(async () => {
  await home.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DCM = {
  name: 'bank',
  baseUrl: 'https://stage.dcm.example',
  counterpartyGuid: '00000000-0000-4000-8000-000000000001',
  kind: 'stage',
  ca: null,
} as const;

describe('the name of an environment', () => {
  it('never passes to another DCM while keys of the first are kept under it', async () => {
    const { jwk } = await makeBankKey('theirs');
    const bytes = Buffer.from(JSON.stringify({ keys: [jwk] }));
    home.environments.add(DCM);
    home.archive.import('bank', { bytes, source: 'by hand', takenAt: null });
    home.environments.remove('bank');
    for (const change of [
      { kind: 'production' as const },
      { baseUrl: 'https://dcm.example' },
      { counterpartyGuid: '00000000-0000-4000-8000-000000000002' },
    ]) {
      expect(() => home.environments.add({ ...DCM, ...change })).toThrow(
        expect.objectContaining({ code: 'ENVIRONMENT_EXISTS' }),
      );
    }
    expect(home.environments.add(DCM)).toEqual(DCM);
  });

  it('may be used again where nothing was kept under it', () => {
    home.environments.add(DCM);
    home.environments.remove('bank');
    expect(home.environments.add({ ...DCM, kind: 'production' })).toMatchObject({ kind: 'production' });
  });
});

describe('a new environment', () => {
  it('is shown as it would be kept, and kept by nobody but add', () => {
    const typed = { ...DCM, baseUrl: 'https://STAGE.dcm.example:443/', ca: null };
    expect(home.environments.preview(typed)).toEqual(DCM);
    expect([home.environments.list(), home.environments.homeKind()]).toEqual([[], null]);
    expect(home.environments.add(typed)).toEqual(home.environments.list()[0]);
  });

  it.each([
    [{ baseUrl: 'http://stage.dcm.example' }, 'BASE_URL_REFUSED'],
    [{ counterpartyGuid: 'not a guid' }, 'COUNTERPARTY_INVALID'],
    [{ name: 'a b' }, 'INPUT_INVALID'],
    [{ name: 'taken' }, 'ENVIRONMENT_EXISTS'],
    [{ kind: 'practice', baseUrl: 'http://127.0.0.1:4000' }, 'HOME_KIND_MIXED'],
  ] as const)('is refused before it is kept, as when it is: %o', (change, code) => {
    home.environments.add({ ...DCM, name: 'taken' });
    for (const act of ['preview', 'add'] as const)
      expect(() => home.environments[act]({ ...DCM, ...change })).toThrow(expect.objectContaining({ code }));
  });
});
