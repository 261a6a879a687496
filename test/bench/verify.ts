import { verify } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { createVerifier } from 'fast-jwt';
import { importJWK, jwtVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { readKeySet } from '../../electron/domain/key-set.ts';
import { prepareJudge } from '../../electron/domain/verdict.ts';
import { compare, median, percentile, report, type Rival } from './measure.ts';
import { measurePastes } from './paste.ts';
import { type Raced, RACED, signTokens } from './signed-tokens.ts';

/**
 * `npm run bench:verify`: verdicts for each second beside four others, and the time from a paste to the answer. Same
 * tokens, same process, in turns; our engine runs all of its checks, the others what they check by themselves: signature,
 * exp, and the allowed algorithm. Nothing here passes or fails.
 */
const TOKENS = 300;
const ROUNDS = 101;
const PASTES = 60;
const now = Math.floor(Date.now() / 1000);

async function raceVerifiers(alg: Raced): Promise<void> {
  const { publicKey, jwk, tokens } = signTokens(alg, TOKENS, now);
  const each = (name: string, isGood: (one: (typeof tokens)[number]) => boolean): Rival => ({
    name,
    run() {
      for (const one of tokens) if (!isGood(one)) throw new Error(`${name} refuses a genuine token`);
    },
  });
  const set = readKeySet('dcm', Buffer.from(JSON.stringify({ keys: [jwk] })));
  const judge = prepareJudge({ sets: [set], leewaySeconds: 30, profile: 'bank', mode: 'jwt', snapshot: null });
  const josePublicKey = await importJWK(jwk, alg);
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const fastVerify = createVerifier({ key: pem, algorithms: [alg], cache: false, clockTolerance: 30_000 }) as (
    token: string,
  ) => object;
  const hash = alg === 'EdDSA' ? null : 'sha256';
  const bareKey = alg === 'ES256' ? { key: publicKey, dsaEncoding: 'ieee-p1363' as const } : publicKey;
  const jose: Rival = {
    name: 'jose.jwtVerify',
    async run() {
      for (const { token } of tokens) {
        await jwtVerify(token, josePublicKey, { algorithms: [alg], clockTolerance: 30 });
      }
    },
  };
  const others =
    alg === 'EdDSA'
      ? []
      : [
          each('jsonwebtoken', ({ token }) => {
            return typeof jsonwebtoken.verify(token, publicKey, { algorithms: [alg], clockTolerance: 30 }) === 'object';
          }),
        ];
  const bare = each('bare crypto.verify', ({ input, signature }) => verify(hash, input, bareKey, signature));
  const rivals = [
    each('our verdict, every check', ({ token }) => judge(token, now * 1000).outcome === 'valid'),
    each('fast-jwt', ({ token }) => typeof fastVerify(token) === 'object'),
    ...others,
    jose,
  ];
  // In pairs, each in turns with the bare call: what one leaves to the garbage collector is not swept in another's time.
  for (const rival of rivals) {
    const { oursMs, ratioOfTurns } = await compare(rival, bare, ROUNDS);
    const perSecond = Math.round((TOKENS / oursMs) * 1000);
    const aim = alg === 'RS256' && rival === rivals[0] ? 'aim ≥ 0.85 ×' : '';
    const figures = `${(1 / ratioOfTurns).toFixed(2)} ×, ${String(perSecond)}/s`;
    report(`${alg}: ${rival.name} / bare crypto.verify`, figures, aim);
  }
}

async function reportPastes(): Promise<void> {
  const times = await measurePastes(signTokens('RS256', PASTES + 5, now), now);
  const figures = `median ${median(times).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms`;
  report(`paste to painted answer in the window, ${String(times.length)} tokens`, figures, 'aim p95 < 50 ms');
}

console.log(
  `Node ${process.versions.node}, OpenSSL ${process.versions.openssl}, ${String(availableParallelism())} processors\n`,
);
for (const alg of RACED) await raceVerifiers(alg);
await reportPastes();
