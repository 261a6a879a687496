import { hash } from 'node:crypto';
import type { ClaimProfile, JudgedCheck, JudgedSnapshot, Judgement } from '../../shared/model/verdict.ts';
import type { KeySet } from './key-set.ts';
import type { JsonObject } from './strict-json.ts';
import type { FormatProblem } from './token-format.ts';
import { judgeClaims } from './verdict-claims.ts';
import { failing, stating, warning } from './verdict-finding.ts';
import { createTokenReader } from './verdict-format.ts';
import { judgeKeyState, type SignedHere } from './verdict-key-state.ts';
import { checked, conclude, notChecked } from './verdict-outcome.ts';
import { judgeSignature } from './verdict-signature.ts';
import { judgeTime, timeOf, timeWarnings } from './verdict-time.ts';

/** What tokens are judged by: the same for one token and for ten million. */
export interface JudgeSetup {
  /** The primary source first; further named sets beside it. */
  readonly sets: readonly KeySet[];
  readonly leewaySeconds: number;
  readonly profile: ClaimProfile;
  /** `jws`: the signature alone; the payload may be any bytes. */
  readonly mode: 'jwt' | 'jws';
  /** What the primary source is, as evidence. */
  readonly snapshot: JudgedSnapshot | null;
  /** `false`: there is no primary source, so a kid that is in no set can't be called unknown. */
  readonly hasSource?: boolean;
  /** The snapshot was taken after the judged instant. */
  readonly isLaterSnapshot?: boolean;
  readonly signedHere?: SignedHere;
}

/** Milliseconds since 1970; `iat`: the token's own; `null`: there is none. */
export type Instant = number | 'iat' | null;

export interface JudgeInput extends JudgeSetup {
  readonly token: string;
  readonly instant: Instant;
}

export type Judge = (token: string, instant: Instant) => Judgement;

const FORMAT_OK = checked('format', stating('format.ok'));
const SIGNATURE_ONLY: readonly JudgedCheck[] = [
  notChecked('key-state', stating('key-state.jws')),
  notChecked('claims', stating('claims.jws')),
  notChecked('time', stating('time.jws')),
];

/** Judges one token. Pure: no I/O, no clock; whatever the token is, the answer is a judgement and not an error. */
export function judgeToken({ token, instant, ...setup }: JudgeInput): Judgement {
  return prepareJudge(setup)(token, instant);
}

/**
 * Makes a judge for many tokens. It runs the checks in their fixed order: format, header, algorithm, key, signature;
 * the first failure ends it. After a good signature key-state, claims and time are all judged.
 */
export function prepareJudge(setup: JudgeSetup): Judge {
  const { sets, leewaySeconds, profile, mode, snapshot } = setup;
  const read = createTokenReader({ sets, mode, snapshot, hasSource: setup.hasSource ?? true });
  const setWarnings =
    setup.isLaterSnapshot === true ? [warning('SNAPSHOT_LATER', { takenAt: snapshot?.takenAt ?? '' })] : [];
  const signedHere = setup.signedHere ?? (() => null);

  return function judge(text, instant) {
    const token = read(text);
    const claims = token.ok ? token.claims : null;
    const about = {
      instant: instant === 'iat' ? ownInstant(claims) : instant,
      leewaySeconds,
      profile,
      mode,
      tokenSha256: hash('sha256', text, 'hex'),
      snapshot,
      claims,
    };
    if (!token.ok) return conclude([malformed(token)], { ...about, header: null, key: null, warnings: [] });
    const { header, key } = token;
    const facts = { ...about, header, key };
    const before = [FORMAT_OK, checked('header', header.members)];
    // A check that was not reached adds nothing: neither the key it would have found nor its warnings.
    if (header.members.code !== null) return conclude(before, { ...facts, key: null, warnings: header.warnings });
    before.push(checked('algorithm', header.algorithm));
    if (header.algorithm.code !== null) return conclude(before, { ...facts, key: null, warnings: header.warnings });
    before.push(checked('key', key.finding));
    const warnings = [...header.warnings, ...key.warnings, ...setWarnings];
    if (key.method === null || key.entry === null) return conclude(before, { ...facts, warnings });
    const signature = judgeSignature(key.method, header, token.input, token.signature);
    before.push(checked('signature', signature));
    if (signature.code !== null) return conclude(before, { ...facts, warnings });
    if (mode === 'jws' || claims === null) return conclude([...before, ...SIGNATURE_ONLY], { ...facts, warnings });
    const state = judgeKeyState(key.entry, about.tokenSha256, signedHere);
    before.push(
      state.isChecked ? checked('key-state', state.finding) : notChecked('key-state', state.finding),
      checked('claims', ...judgeClaims(claims, profile)),
      checked(
        'time',
        ...judgeTime(claims, profile, about.instant === null ? null : about.instant / 1000, leewaySeconds),
      ),
    );
    return conclude(before, { ...facts, warnings: [...warnings, ...state.warnings, ...timeWarnings(claims)] });
  };
}

function malformed({ reasonId, values }: FormatProblem): JudgedCheck {
  return checked('format', failing('TOKEN_MALFORMED', reasonId, values));
}

function ownInstant(claims: JsonObject | null): number | null {
  const iat = claims === null ? null : timeOf(claims, 'iat');
  return iat === null ? null : iat * 1000;
}
