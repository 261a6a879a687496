import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { shownSet } from '../../electron/domain/shown-set.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const secret = { ...privateKey.export({ format: 'jwk' }), kid: 'leaked' };
const open = { ...publicKey.export({ format: 'jwk' }), kid: 'good' };
const shown = (text: string) => shownSet(Buffer.from(text));

describe('a kept set, as it is shown', () => {
  it('is byte for byte what was published', () => {
    for (const text of [`{"keys": [${JSON.stringify(open)}] }`, '<html>login</html>', '', '{"d":"a claim, no key"}'])
      expect(shown(text)).toBe(text);
  });

  it('passes on no private member, wherever the key stands, and everything else', () => {
    const twice = `{"kty":"RSA","kty":"RSA","d":"${String(secret.d)}"}`;
    const texts = [
      JSON.stringify(secret),
      JSON.stringify({ keys: [open, secret] }),
      JSON.stringify({ keys: [], deeper: { keys: [{ ...secret, oth: [{ r: 'R', d: secret.d, t: 'T' }] }] } }),
      JSON.stringify({ keys: [{ kty: 'oct', k: secret.d }] }),
      twice,
    ];
    for (const text of texts) {
      expect(text).toContain(secret.d);
      for (const member of [secret.d, secret.p, secret.q, secret.dp, secret.dq, secret.qi])
        expect(shown(text)).not.toContain(member);
      expect(shown(text)).toContain('private: not shown');
    }
    expect(shown(JSON.stringify({ keys: [open, secret] }))).toContain(String(open.n));
  });
});
