import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPrivateKeys } from '../../../electron/adapters/keychain/private-keys.ts';
import { createSealedFileKeychain } from '../../../electron/adapters/keychain/sealed-file-keychain.ts';
import { createFaultyKeychain, type Faults } from '../../fakes/faulty-keychain.ts';
import { createFileIntents } from '../../fakes/keychain-intents.ts';
import { formsOf, leaksIn, privateMembersIn, privateNumbersOf } from './canary.ts';

const canary = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const secrets = [...privateNumbersOf(canary), Buffer.from('correct horse battery staple')];
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dcm-canary-'));
  writeFileSync(join(home, 'intents.json'), '[]');
});
afterEach(() => rmSync(home, { recursive: true }));

describe('the search for a private key', () => {
  it('finds it in every form (planted fault)', () => {
    const [secret = Buffer.alloc(0)] = secrets;
    for (const [at, form] of formsOf(secret).entries()) {
      writeFileSync(join(home, 'leak'), Buffer.concat([Buffer.from('noise '), form, Buffer.from(' noise')]));
      expect(leaksIn(home, [], secrets), `form ${at}`).toEqual([join(home, 'leak')]);
    }
    const pem = canary.export({ format: 'pem', type: 'pkcs8' }).toString();
    const hex = secret.toString('hex').replaceAll(/(..)/gu, '$1:');
    const laidOut = [pem, pem.replaceAll('\n', ''), pem.replaceAll('\n', '\r\n'), JSON.stringify({ pem }), hex];
    for (const text of laidOut) {
      writeFileSync(join(home, 'leak'), text);
      expect(leaksIn(home, [], [secret]), text.slice(0, 60)).toEqual([join(home, 'leak')]);
    }
    expect(leaksIn(home, [], [Buffer.from('something else entirely!')])).toEqual([]);
  });
});

describe('the search for private members', () => {
  const jwk = JSON.stringify(canary.export({ format: 'jwk' }));

  it.each([
    ['as it is', jwk],
    ['laid out', JSON.stringify(JSON.parse(jwk), null, 2)],
    ['as a text in a text', JSON.stringify({ error: jwk })],
    ['alone', `{"qi":"${'A'.repeat(43)}"}`],
    ['of more primes', '{"oth":[{"r":"AQAB"}]}'],
  ])('finds a JWK %s (planted fault)', (_, text) => {
    expect(privateMembersIn([text])).toHaveLength(1);
  });

  it('leaves a public JWK and the costs of a vault alone', () => {
    const { kty, n, e } = canary.export({ format: 'jwk' });
    expect(privateMembersIn([JSON.stringify({ kty, n, e }), '{"N":131072,"r":8,"p":1}'])).toEqual([]);
  });
});

const CASES: readonly (readonly [string, Partial<Faults>])[] = [
  ['is locked', { lockedFrom: 1 }],
  ['is locked and answers with nothing', { lockedFrom: 1, nullWhenLocked: true }],
  ['is locked after the first entry', { lockedFrom: 5 }],
  ['is locked in Japanese', { lockedFrom: 1, language: 'japanese' }],
  ['refuses the length', { maxBytes: 100 }],
  ['truncates', { truncateTo: 700 }],
  ['swaps', { swap: true }],
  ['lies', { lieOnRead: true }],
  ['forgets', { forgetOnWrite: true }],
  ['throws at once', { throwAt: 5 }],
  ['hangs', { hangAt: new Set([5]) }],
  ['repeats in its error what it was given', {}],
];

it.each(CASES)('a keychain that %s leaves no private byte in the home and none in the error', async (name, faults) => {
  const { keychain, native } = createFaultyKeychain({ platform: 'win32', timeoutMs: 20, faults });
  if (name.startsWith('repeats')) {
    native.setPassword = (service, account, value) => {
      throw Object.assign(new Error(`can not set ${service}/${account} to ${value}`), { value });
    };
  }
  const keys = createPrivateKeys({ keychain, intents: createFileIntents(join(home, 'intents.json')) });
  const thrown: unknown = await keys.write('key-1', canary).catch((reason: unknown) => reason);
  expect(thrown).toMatchObject({ code: expect.stringMatching(/^KEYCHAIN_/) });
  expect(leaksIn(home, [inspect(thrown, { depth: 9, showHidden: true }), String(thrown)], secrets)).toEqual([]);
});

it('a sealed vault, written, rewritten and damaged, shows no private byte and no passphrase', async () => {
  const askPassphrase = async () => Buffer.from('correct horse battery staple');
  const keychain = createSealedFileKeychain({ home, askPassphrase, cost: { N: 2 ** 14, r: 8, p: 1 } });
  const keys = createPrivateKeys({ keychain, intents: createFileIntents(join(home, 'intents.json')) });
  await keys.write('key-1', canary);
  keys.commit('key-1');
  expect(leaksIn(home, [], secrets)).toEqual([]);
  writeFileSync(join(home, 'vault.json'), '{}');
  const thrown: unknown = await keys.write('key-2', canary).catch((reason: unknown) => reason);
  expect(thrown).toMatchObject({ code: 'VAULT_DAMAGED' });
  expect(leaksIn(home, [inspect(thrown, { depth: 9, showHidden: true })], secrets)).toEqual([]);
});
