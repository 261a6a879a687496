import { afterEach, describe, expect, it } from 'vitest';
import type { KeySource } from '../../electron/services/key-choice.ts';
import { makeKey, signed } from '../domain/tokens.ts';
import { KEY_REQUEST, signRequest } from '../fakes/test-home.ts';
import { BANK, openWatchedHome, type WatchedHome } from '../fakes/watched-home.ts';

const theirs = makeKey('ES256', 'theirs');
const stage = makeKey('ES256', 'stage-key');
let opened: WatchedHome | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

async function open(): Promise<WatchedHome> {
  opened = await openWatchedHome([theirs.jwk]);
  const { home } = opened;
  await home.archive.fetch(BANK);
  home.environments.add({ ...home.environments.get(BANK), name: 'stage' });
  const bytes = Buffer.from(JSON.stringify({ keys: [stage.jwk] }));
  home.archive.import('stage', { bytes, source: 'stage.json', takenAt: null });
  return opened;
}
function judge({ home, clock }: WatchedHome, token: string, source: KeySource) {
  const now = clock.now();
  const rest = { leewaySeconds: 30, profile: 'any', mode: 'jwt', language: 'en', instant: now, now } as const;
  const { code, attacks, warnings, headline, signedHere } = home.tokenChecks.judge({ token, source, ...rest });
  return { code, attacks, warnings, headline, signedHere };
}

describe('a token that is judged by the keys of one environment', () => {
  it('is told to be of another one, and proves nothing here', async () => {
    const home = await open();
    const verdict = judge(home, signed(stage, {}, {}), { from: 'environment', env: BANK });
    expect(verdict).toMatchObject({ code: 'KEY_UNKNOWN', attacks: [] });
    expect(verdict.warnings).toEqual([
      {
        code: 'SIGNED_IN_OTHER_ENVIRONMENT',
        message:
          'the signature is that of key stage-key of environment stage: perhaps this token was meant for that one',
      },
    ]);
    const given = { from: 'jwks', bytes: Buffer.from(JSON.stringify(theirs.jwk)) } as const;
    expect(judge(home, signed(stage, {}, {}), given).warnings[0]?.code).toBe('SIGNED_IN_OTHER_ENVIRONMENT');
    expect(judge(home, signed(stage, {}, {}), { from: 'environment', env: 'stage' }).code).toBe('OK');
  });

  it('is told to be one of ours, where it was judged by other keys', async () => {
    const home = await open();
    const { kid } = await home.home.keys.generate({ ...KEY_REQUEST, kid: 'ours' });
    const { token, tokenSha256 } = await home.home.signing.sign(signRequest(kid));
    const given = { from: 'jwks', bytes: Buffer.from(JSON.stringify(theirs.jwk)) } as const;
    const verdict = judge(home, token, given);
    // By these keys it is unknown, but it is one of ours, and we know which.
    expect(verdict).toMatchObject({ code: 'KEY_UNKNOWN', attacks: [], signedHere: { purpose: 'token' } });
    expect(verdict.warnings[0]?.code).toBe('SIGNED_BY_OTHER_KEY');
    expect(home.home.store.signed.byDigest(tokenSha256)?.kid).toBe(kid);
  });
});
