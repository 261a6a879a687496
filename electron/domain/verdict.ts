import { hash } from 'node:crypto';
import type {
  ClaimProfile,
  JudgedCheck,
  JudgedSnapshot,
  JudgedWarning,
  Judgement,
} from '../../shared/model/verdict.ts';
import type { KeySet } from './key-set.ts';
import type { OwnTrail } from './own-trail.ts';
import type { Published } from './published-keys.ts';
import { fitsSignature } from './signature.ts';
import { twinDigest } from './signature-twin.ts';
import type { JsonObject } from './strict-json.ts';
import type { FormatProblem } from './token-format.ts';
import { judgeClaims } from './verdict-claims.ts';
import { failing, stating, warning } from './verdict-finding.ts';
import { createTokenReader } from './verdict-format.ts';
import { judgeKeyState } from './verdict-key-state.ts';
import { checked, checkedAll, conclude, notChecked, type TokenFacts } from './verdict-outcome.ts';
import { publishedWarnings } from './verdict-published.ts';
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
  /** What was signed here; left out where nobody can say. */
  readonly ownTrail?: OwnTrail;
  /** How a signature is checked: for who knows already what comes of it. */
  readonly fits?: typeof fitsSignature;
  /** When a key of the primary source was seen published; `null`: never. */
  readonly published?: Published;
}

/** Milliseconds since 1970; `iat`: the token's own; `null`: there is none. */
export type Instant = number | 'iat' | null;

export interface JudgeInput extends JudgeSetup {
  readonly token: string;
  readonly instant: Instant;
}

/** Judges one token; who has its SHA-256 already (hex) passes it on. */
export type Judge = (token: string, instant: Instant, tokenSha256?: string) => Judgement;

/** Judges one token as of any instant; what no instant changes, as the signature, was judged already. */
export type JudgeAt = (instant: Instant) => Judgement;

const NO_ATTACKS: Judgement['attacks'] = [];
const NONE: readonly JudgedWarning[] = [];
const UNREAD = { keySet: null, kid: null, alg: null, header: null, claims: null };
const SIGNATURE_OK = checked('signature', stating('signature.ok'));
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
  const reader = prepareReader(setup);
  return (text, instant, tokenSha256) => reader(text, tokenSha256)(instant);
}

/** The same in two steps, for a token that is met at more than one instant: its signature is verified once. */
export function prepareReader(setup: JudgeSetup): (token: string, tokenSha256?: string) => JudgeAt {
  const { sets, leewaySeconds, profile, mode, snapshot } = setup;
  const { published = () => null, fits = fitsSignature } = setup;
  const read = createTokenReader({ sets, mode, snapshot, hasSource: setup.hasSource ?? true, published });
  const setWarnings =
    setup.isLaterSnapshot === true ? [warning('SNAPSHOT_LATER', { takenAt: snapshot?.takenAt ?? '' })] : NONE;
  const ownTrail = setup.ownTrail ?? null;
  const rules = { leewaySeconds, profile, mode, snapshot, attacks: NO_ATTACKS };
  const always = (checks: readonly JudgedCheck[], about: TokenFacts, warnings: readonly JudgedWarning[]): JudgeAt => {
    return (instant) => conclude(checks, about, { warnings, instant: at(instant, about.claims), signedHere: null });
  };

  return (text, tokenSha256 = hash('sha256', text, 'hex')) => {
    const token = read(text);
    if (!token.ok) return always([malformed(token)], { ...UNREAD, ...rules, tokenSha256 }, NONE);
    const { known, claims } = token;
    const { header, key, checks } = known;
    const { kid, alg } = header;
    const about: TokenFacts = { keySet: key.set, kid, alg, header: header.header, claims, ...rules, tokenSha256 };
    const warnings = joined(known.warnings, setWarnings);
    const { method, entry } = key;
    if (method === null || entry === null) return always(checks, about, warnings);
    const signature = judgeSignature(method, header, token.input, token.signature, fits);
    if (signature.code !== null) return always([...checks, checked('signature', signature)], about, warnings);
    if (mode === 'jws' || claims === null) return always([...checks, SIGNATURE_OK, ...SIGNATURE_ONLY], about, warnings);
    const twinSha256 = () => twinDigest(text, token.signature, method.alg);
    return (when) => {
      const instant = at(when, claims);
      const state = judgeKeyState(entry, key.set, { tokenSha256, instant, twinSha256 }, ownTrail);
      const ran = [
        ...checks,
        SIGNATURE_OK,
        state.isChecked ? checked('key-state', state.finding) : notChecked('key-state', state.finding),
        checkedAll('claims', judgeClaims(claims, profile)),
        checkedAll('time', judgeTime(claims, profile, instant === null ? null : instant / 1000, leewaySeconds)),
      ];
      const late = joined(publishedWarnings(key, instant, published), timeWarnings(claims));
      return conclude(ran, about, {
        warnings: joined(joined(warnings, state.warnings), late),
        instant,
        signedHere: state.signedHere,
      });
    };
  };
}

/** Both lists; the other one itself where one is empty, as nearly all are. */
function joined(some: readonly JudgedWarning[], more: readonly JudgedWarning[]): readonly JudgedWarning[] {
  if (more.length === 0) return some;
  return some.length === 0 ? more : [...some, ...more];
}

function at(instant: Instant, claims: JsonObject | null): number | null {
  return instant === 'iat' ? ownInstant(claims) : instant;
}

function malformed({ reasonId, values }: FormatProblem): JudgedCheck {
  return checked('format', failing('TOKEN_MALFORMED', reasonId, values));
}

function ownInstant(claims: JsonObject | null): number | null {
  const iat = claims === null ? null : timeOf(claims, 'iat');
  return iat === null ? null : iat * 1000;
}
