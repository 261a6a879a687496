import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { possessionChallenge, possessionProblem } from '../../electron/domain/possession-proof.ts';
import { parseJwk } from '../../electron/domain/jwk.ts';
import type { SignatureAlgorithm } from '../../shared/model/key.ts';
import { possessionCommand } from '../../shared/text/possession-command.ts';
import { KEPT_HERE } from './tokens.ts';

/** A kid that would break out of a careless command. */
const KID = `it's "$(touch hacked)" \`key\` \\ 1`;
const ASKED_AT = '2026-11-23T20:30:00.000Z';
const challenge = possessionChallenge(KID, { nonce: 'n-0S6_WzA2Mj', askedAt: ASKED_AT });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcm-possession-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pairOf(alg: SignatureAlgorithm): { publicKey: KeyObject; privateKey: KeyObject } {
  if (/^[RP]S/u.test(alg)) return generateKeyPairSync('rsa', { modulusLength: 2048 });
  if (alg === 'EdDSA') return generateKeyPairSync('ed25519');
  return generateKeyPairSync('ec', { namedCurve: { ES256: 'P-256', ES384: 'P-384' }[alg as 'ES256'] ?? 'P-521' });
}

/** Runs the command in a shell beside the private key, and judges what it prints. */
async function answerOf(alg: SignatureAlgorithm, payload: string) {
  const { publicKey, privateKey } = pairOf(alg);
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const command = possessionCommand({ kid: KID, alg, payload });
  const token = execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' }).trim();
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid: KID, alg, use: 'sig' };
  const key = { ...KEPT_HERE, kid: KID, jwk: parseJwk(JSON.stringify(jwk)) };
  return possessionProblem(token, { key, challenge, now: Date.parse(ASKED_AT) + 1000 });
}

describe('the command that is shown to the holder of a key', () => {
  it.each(['RS256', 'RS512', 'PS256', 'PS384', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const)(
    'makes the answer that proves possession, whatever stands in the kid: %s',
    async (alg) => {
      expect(await answerOf(alg, challenge.payload)).toBeNull();
      expect(existsSync(join(folder, 'hacked'))).toBe(false);
    },
  );

  it('proves nothing over another text', async () => {
    expect(await answerOf('RS256', `${challenge.payload} `)).not.toBeNull();
  });
});
