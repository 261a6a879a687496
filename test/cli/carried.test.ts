import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintWords } from '../../shared/text/fingerprint-words.ts';
import type { Language } from '../../shared/model/language.ts';
import { createTestHome, type PracticeProcess, startPracticeProcess, type TestHome } from './run-terminal.ts';

let air: TestHome;
let desk: TestHome;
let dcm: PracticeProcess;
beforeAll(async () => {
  [air, desk, dcm] = [createTestHome(), createTestHome(), await startPracticeProcess()];
  const where = ['--base-url', dcm.baseUrl, '--counterparty', dcm.counterpartyGuid, '--kind', 'practice'];
  await Promise.all([air, desk].map((home) => home.run(['env', 'add', 'p', ...where])));
  await air.run(['key', 'generate', '--bits', '2048', '--env', 'p', '--draft', '--kid', 'k']);
}, 60_000);
afterAll(async () => {
  await dcm.stop();
  air.erase();
  desk.erase();
});

const file = (name: string) => join(air.path, '..', name);
const json = async (home: TestHome, ...argv: string[]) => await home.run([...argv, '--env', 'p', '--json']);
const wordsOf = (fingerprint: string, language: Language) => fingerprintWords(fingerprint, language).flat().join(' ');

describe('what is carried from one computer to another', { timeout: 60_000 }, () => {
  it('is a request, posted byte for byte by who compared its words, and its receipt', async () => {
    const request = file('request.json');
    const create = ['bundle', 'create', 'registration-request', '--key', 'k', '--out', request];
    const made = (await json(air, ...create)).json<{ evidenceKey: string }>();
    const register = ['dcm', 'register', '--request', request];
    const untrusted = await json(desk, ...register, '--show');
    expect([untrusted.code, untrusted.json()]).toMatchObject([7, { error: { code: 'BUNDLE_UNTRUSTED' } }]);
    const words = wordsOf(made.evidenceKey, 'uk');
    const [first = '', ...others] = words.split(' ');
    const wrong = await json(desk, ...register, '--show', '--words', [...others, first].join(' '));
    expect([wrong.code, wrong.json()]).toMatchObject([1, { error: { code: 'BUNDLE_BY_ANOTHER' } }]);
    const shown = (await json(desk, ...register, '--show', '--words', words)).json();
    expect(shown).toMatchObject({ kid: 'k', method: 'POST', body: expect.stringMatching(/^\{"data":\{/u) as string });
    const receipt = file('receipt.json');
    const posted = await json(desk, ...register, '--trust', made.evidenceKey, '--out', receipt);
    expect([posted.code, posted.json()]).toMatchObject([0, { kid: 'k', state: 'listed', out: receipt }]);
    const signer = (await desk.run(['bundle', 'verify', receipt, '--json'])).json<{ evidenceKey: string }>()
      .evidenceKey;
    const kept = await json(air, 'bundle', 'import', receipt, '--words', wordsOf(signer, 'en'));
    expect([kept.code, kept.json()]).toMatchObject([0, { registration: { kid: 'k', state: 'listed' }, key: null }]);
  });

  it('is a key, sealed to the computer whose key came in a bundle', async () => {
    const device = file('device.json');
    const made = (await json(desk, 'bundle', 'create', 'device-key', '--out', device)).json<{ evidenceKey: string }>();
    const sealed = file('sealed.json');
    const deliver = ['bundle', 'create', 'device-sealed-key', '--key', 'k', '--device', device, '--reason', 'drill'];
    const sent = await json(air, ...deliver, '--trust', made.evidenceKey, '--out', sealed);
    expect([sent.code, sent.json()]).toMatchObject([0, { kind: 'device-sealed-key' }]);
    const signer = sent.json<{ evidenceKey: string }>().evidenceKey;
    const kept = await json(desk, 'bundle', 'import', sealed, '--trust', signer);
    expect([kept.code, kept.json()]).toMatchObject([0, { key: { kid: 'k', custody: 'here', state: 'draft' } }]);
    const bad = [
      ['no-kind'],
      ['registration-request'],
      ['registration-receipt', '--key', 'k'],
      ['device-key', '--key', 'k'],
    ];
    const codes = await Promise.all(bad.map(async (argv) => (await json(air, 'bundle', 'create', ...argv)).code));
    expect(codes).toEqual([2, 2, 2, 2]);
  });
});
