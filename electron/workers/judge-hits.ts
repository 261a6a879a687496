import { hash } from 'node:crypto';
import type { Judgement } from '../../shared/model/verdict.ts';
import { describeVerdict } from '../../shared/text/verdict-text.ts';
import { hitJudgement } from '../domain/hit-judgement.ts';
import type { PackedHits } from '../domain/scan-hits.ts';
import type { ScanRules } from '../domain/scan-job.ts';
import { prepareScanJudge } from '../domain/scan-judge.ts';
import type { LineFacts } from '../domain/scan-line.ts';
import { nameAttacks } from '../domain/token-attacks.ts';
import { fitsSignature, type SignatureMethod } from '../domain/signature.ts';
import { digestKeys } from './digest-keys.ts';
import { hitPacker } from './pack-hits.ts';
import { tokenMemory } from './token-memory.ts';

/** A token that was found, where it stands in its part, and what its line says. */
export interface FoundHit extends LineFacts {
  readonly token: string;
  /** Line feeds before it in its part. */
  readonly line: number;
  /** Characters before it, since the last line feed of its part or since the part's beginning. */
  readonly characters: number;
}

/** Takes what is found, and gives it on as packed uses. */
export interface HitKeeper {
  /** `instant`: what the use is judged at, milliseconds since 1970. */
  add(found: FoundHit, instant: number | null): void;
  take(): PackedHits;
}

/** So many tokens all threads of a scan remember together, and each at least. One that was forgotten is verified once more. */
const [ALL_REMEMBERED, LEAST_REMEMBERED] = [32_768, 2048];
const [FITS, FITS_NOT] = [1, 2];

/** Judges what one thread finds: a distinct token is verified once, as long as it is remembered. @throws JWKS_REFUSED */
export function judgeHits(rules: ScanRules, { thread, threads }: { thread: number; threads: number }): HitKeeper {
  const packer = hitPacker(thread, rules);
  const keys = digestKeys();
  const proxies = new Set(rules.proxies);
  const room = Math.max(LEAST_REMEMBERED, 2 ** Math.floor(Math.log2(ALL_REMEMBERED / threads)));
  const tokens = tokenMemory(room);
  // By slot; the last one is for what is not remembered. Numbers only: objects that grow old cost more than to judge again.
  const [segments, rulings] = [new Int32Array(room + 1).fill(-1), new Uint32Array(room + 1)];
  const [instants, isOurs] = [new Float64Array(room + 1), new Uint8Array(room + 1)];
  const [methods, fit] = [new Array<SignatureMethod | null>(room + 1).fill(null), new Uint8Array(room + 1)];
  let current = room;
  const judge = prepareScanJudge(rules, (method, input, signature) => {
    if (methods[current] === method) return fit[current] === FITS;
    const does = fitsSignature(method, input, signature);
    methods[current] = method;
    fit[current] = does ? FITS : FITS_NOT;
    return does;
  });

  /** Where it is remembered, what was judged of it is forgotten: this is another token. */
  function newSlot(token: string): number {
    const slot = tokens.add(token);
    segments[slot] = -1;
    methods[slot] = null;
    return slot;
  }

  /** Judges it, and tells what it is where that was not told of this slot yet. */
  function read(token: string, { slot, segment, instant }: { slot: number; segment: number; instant: number | null }) {
    current = slot;
    const sha256 = hash('sha256', token, 'hex');
    const judgement = judge.read(segment, token, sha256)(instant);
    const judged = hitJudgement(judgement, instant);
    const ours = judgement.keySet === 'us';
    if (segments[slot] !== segment) {
      const { kid, jti } = judged;
      const jtiKey = jti === null ? null : keys.ofPair(kid, jti);
      packer.tell({ ...judged, sha256, jtiKey, token: ours || rules.wantsTokens ? token : null });
    }
    segments[slot] = segment;
    instants[slot] = instant ?? Number.NaN;
    rulings[slot] = packer.ruling(judged);
    isOurs[slot] = ours ? 1 : 0;
    return judgement;
  }

  return {
    add({ token, line, characters, arrivedAt, isZoneless, address }, instant) {
      const segment = judge.segmentAt(instant);
      const found = tokens.find(token);
      const slot = found === -1 ? newSlot(token) : found;
      const isJudged = segments[slot] === segment && Object.is(instants[slot], instant ?? Number.NaN);
      const judgement = isJudged && !rules.wantsVerdicts ? null : read(token, { slot, segment, instant });
      const ours = isOurs[slot] === 1;
      const key = address === null || proxies.has(address) ? null : keys.ofAddress(address);
      packer.add(
        {
          slot,
          ruling: rulings[slot] ?? 0,
          line,
          characters,
          arrivedAt,
          instant,
          isZoneless,
          isOurs: ours,
          address: key,
        },
        judgement !== null && rules.wantsVerdicts && !ours ? verdictText(token, judgement, rules) : null,
      );
    },
    take: packer.take,
  };
}

function verdictText(token: string, judgement: Judgement, { language, now }: ScanRules): string {
  return JSON.stringify(describeVerdict({ ...judgement, attacks: nameAttacks(token, judgement) }, language, now));
}
