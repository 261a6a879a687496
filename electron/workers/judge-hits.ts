import { hash } from 'node:crypto';
import type { Judgement } from '../../shared/model/verdict.ts';
import { describeVerdict } from '../../shared/text/verdict-text.ts';
import { hitJudgement } from '../domain/hit-judgement.ts';
import type { PackedHits } from '../domain/scan-hits.ts';
import type { ScanRules } from '../domain/scan-job.ts';
import { prepareScanJudge } from '../domain/scan-judge.ts';
import type { LineFacts } from '../domain/scan-line.ts';
import { nameAttacks } from '../domain/token-attacks.ts';
import type { JudgeAt } from '../domain/verdict.ts';
import { digestKeys } from './digest-keys.ts';
import { hitPacker } from './pack-hits.ts';

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

/** A longer token is not remembered, so that memory has a bound. */
const LONGEST_REMEMBERED = 4096;

/** A token that is remembered, and how it was judged last. */
interface Remembered {
  readonly token: string;
  readonly segment: number;
  /** Judges it at another instant; only where there is more than one. */
  readonly at: JudgeAt | null;
  instant: number | null;
  ruling: number;
  isOurs: boolean;
}

/** Judges what one thread finds: a distinct token is verified once, as long as it is remembered. @throws JWKS_REFUSED */
export function judgeHits(rules: ScanRules, { thread, threads }: { thread: number; threads: number }): HitKeeper {
  const judge = prepareScanJudge(rules);
  const packer = hitPacker(thread, rules);
  const keys = digestKeys();
  const proxies = new Set(rules.proxies);
  const room = Math.max(LEAST_REMEMBERED, Math.floor(ALL_REMEMBERED / threads));
  const slots: Remembered[] = [];
  const slotOf = new Map<string, number>();
  let next = 0;

  /** Judges a token that is not remembered, or not as of this stretch of time. */
  function read(token: string, segment: number, instant: number | null, slot: number): Judgement {
    const sha256 = hash('sha256', token, 'hex');
    const at = judge.read(segment, token, sha256);
    const judgement = at(instant);
    const judged = hitJudgement(judgement, instant);
    const isOurs = judgement.keySet === 'us';
    const { kid, jti } = judged;
    const jtiKey = jti === null ? null : keys.ofPair(kid, jti);
    packer.tell({ ...judged, sha256, jtiKey, token: isOurs ? token : null });
    const isJudgedOnce = rules.instant.by !== 'arrival' && !rules.wantsVerdicts;
    const ruling = packer.ruling(judged);
    slots[slot] = { token, segment, at: isJudgedOnce ? null : at, instant, ruling, isOurs };
    return judgement;
  }

  function freeSlot(token: string): number {
    // One slot is for all that are not remembered.
    if (token.length > LONGEST_REMEMBERED) return room;
    const slot = next;
    next = (next + 1) % room;
    const before = slots[slot];
    if (before !== undefined) slotOf.delete(before.token);
    slotOf.set(token, slot);
    return slot;
  }

  return {
    add({ token, line, characters, arrivedAt, isZoneless, address }, instant) {
      const segment = judge.segmentAt(instant);
      const slot = slotOf.get(token) ?? freeSlot(token);
      const known = slots[slot];
      let judgement: Judgement | null = null;
      if (known?.token !== token || known.segment !== segment) judgement = read(token, segment, instant, slot);
      else if (known.instant !== instant || rules.wantsVerdicts) judgement = again(known, instant, slot);
      const { ruling, isOurs } = slots[slot] ?? { ruling: 0, isOurs: false };
      const isKnown = address !== null && !proxies.has(address);
      packer.add(
        {
          slot,
          ruling,
          line,
          characters,
          arrivedAt,
          instant,
          isZoneless,
          isOurs,
          address: isKnown ? keys.ofAddress(address) : null,
        },
        rules.wantsVerdicts && judgement !== null && !isOurs ? verdictText(token, judgement, rules) : null,
      );
    },
    take: packer.take,
  };

  /** Another instant of the same stretch: the signature is not verified again. */
  function again(known: Remembered, instant: number | null, slot: number): Judgement {
    if (known.at === null) return read(known.token, known.segment, instant, slot);
    const judgement = known.at(instant);
    known.instant = instant;
    known.ruling = packer.ruling(hitJudgement(judgement, instant));
    return judgement;
  }
}

function verdictText(token: string, judgement: Judgement, { language, now }: ScanRules): string {
  return JSON.stringify(describeVerdict({ ...judgement, attacks: nameAttacks(token, judgement) }, language, now));
}
