import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Home } from '../../electron/services/home.ts';
import { codeOf as codeOfWork } from '../fakes/code-of.ts';
import { ENV, KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

const { privateKey } = generateKeyPairSync('ed25519');
/** On one line each, as a kid could be. */
const PLANTS = {
  'a private JWK': JSON.stringify(privateKey.export({ format: 'jwk' })),
  'a PKCS#8 in base64': privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
};
const codeOf = async (work: () => unknown) => await codeOfWork((async () => await work())());

let opened: TestHome;
let kid: string;
beforeAll(async () => {
  opened = await openTestHome();
  ({ kid } = await opened.home.keys.generate(KEY_REQUEST));
});
afterAll(() => opened.close());

const FINGERPRINT = 'A'.repeat(43);
const CONTACT = { phone: '+380 44 000 00 00', hours: 'day and night' };

/** Every text that an officer types and that is kept: what comes of it, given what was typed. */
const TYPED: Readonly<Record<string, (text: string, home: Home) => unknown>> = {
  'the kid of a new key': (text, { keys }) => keys.generate({ ...KEY_REQUEST, kid: text }),
  'the label of a new key': (text, { keys }) => keys.generate({ ...KEY_REQUEST, label: text }),
  'why a rotation begins': (text, { rotations }) => rotations.start(kid, { kind: 'planned', reason: text }),
  'who confirmed the call back': (text, { rotations }) => {
    const open = rotations.list()[0] ?? rotations.start(kid, { kind: 'planned', reason: 'its year is over' });
    return rotations.confirmCallBack(open.rotation.id, text);
  },
  'the name of a maker': (text, { makers }) => makers.trust({ fingerprint: FINGERPRINT, name: text, reason: 'called' }),
  'why a maker is trusted': (text, { makers }) =>
    makers.trust({ fingerprint: FINGERPRINT, name: 'desk', reason: text }),
  'by which source the clock is right': (text, { clockGuard }) => clockGuard.confirm({ source: text, reason: 'r' }),
  'whom to call at a DCM': (text, { access }) =>
    access.write(ENV, { pin: null, proxy: { mode: 'system' }, contact: { ...CONTACT, name: text } }),
  'who asked for a token': (text, { signing }) => signing.sign({ ...signRequest(kid), requester: text }),
  'the ticket of a token': (text, { signing }) => signing.sign({ ...signRequest(kid), ticket: text }),
  'for whom a token speaks': (text, { signing }) => signing.sign({ ...signRequest(kid), sub: text }),
  'why a key moves': (text, { keyLife }) => keyLife.move(kid, 'suspended', { reason: text, since: null }),
};

describe('what an officer types', () => {
  it.each(Object.entries(TYPED))('is refused where it holds a private key: %s', async (_what, type) => {
    for (const plant of Object.values(PLANTS)) {
      expect(await codeOf(() => type(plant, opened.home))).toBe('DATA_CLASS_REFUSED');
    }
    // An innocent text is not refused for that.
    expect(await codeOf(() => type('head of security', opened.home))).not.toBe('DATA_CLASS_REFUSED');
  });

  it('leaves nothing of it behind', () => {
    const kept = JSON.stringify([...opened.home.store.audit.all()]);
    for (const plant of Object.values(PLANTS)) expect(kept).not.toContain(JSON.stringify(plant).slice(1, -1));
  });
});
