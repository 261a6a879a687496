import type { Contact } from '../model/access.ts';
import type { Language } from '../model/language.ts';
import type { Verdict } from '../model/verdict.ts';
import { alarmOf } from './alarm.ts';
import { CALL_SHEET_WORDS, type CallSheetWords } from './call-sheet-words.ts';
import { helpOfVerdict } from './help-index.ts';
import { helpTopic } from './help.ts';

export interface CallSheetFacts {
  readonly verdict: Verdict;
  /** The past instant was asked for; otherwise the answer is of now. */
  readonly isAsOf: boolean;
  /** Whom to call at DCM, where that is known. */
  readonly contact: Contact | null;
}

/**
 * Eight lines to be read out on the phone: what, which token, who, about whom, since when, how sure, what next, whom to call.
 * Nothing in them can be used as a token or found by a search for one: no part of it, no jti, `sub` and `obj` by their ends
 * alone, of the digest a beginning. A kid is said in full only where a set of ours has it: any other was chosen by a stranger.
 */
export function callSheet({ verdict, isAsOf, contact }: CallSheetFacts, language: Language): readonly string[] {
  const words = CALL_SHEET_WORDS[language];
  const { labels } = words;
  const alarm = alarmOf(verdict);
  const { id, title, next, call } = helpTopic(alarm?.help ?? helpOfVerdict(verdict), language);
  const isGood = alarm === null && verdict.code === 'OK';
  const answer = isGood ? words.good[verdict.issuer === 'unknown' ? 'unknown' : 'known'] : title;
  const who = contact === null ? '' : [contact.name, contact.phone, contact.hours].filter(Boolean).join(', ');
  const lines: readonly (readonly [label: string, said: string])[] = [
    [
      labels.what,
      `${alarm === null ? words.outcome[verdict.outcome] : words.alarm}: ${answer} (${alarm?.code ?? verdict.code}, ${id})`,
    ],
    [labels.token, [words.digest(grouped(verdict.tokenSha256)), keyOf(verdict, words)].filter(Boolean).join('; ')],
    [labels.who, signerOf(verdict, words)],
    [labels.about, contentOf(verdict, words)],
    [labels.life, lifeOf(verdict, words)],
    [labels.sure, evidenceOf(verdict, isAsOf, words)],
    [labels.next, next[0] ?? ''],
    [labels.call, who === '' ? call : `${call} DCM: ${who}`],
  ];
  return lines.map(([label, said], at) => `${String(at + 1)} ${label}: ${oneLine(said)}`);
}

function grouped(digest: string): string {
  return digest.slice(0, 16).replace(/(.{4})(?=.)/gu, '$1 ');
}

const LONGEST_KNOWN_KID = 64;
const SHOWN_OF_STRANGE_KID = 12;

function keyOf({ kid, checks }: Verdict, words: CallSheetWords): string {
  if (kid === null) return '';
  const isKnown = checks.some(({ name, result }) => name === 'key' && result === 'pass');
  const most = isKnown ? LONGEST_KNOWN_KID : SHOWN_OF_STRANGE_KID;
  const letters = [...kid];
  return words.key(letters.length <= most ? kid : `${letters.slice(0, most).join('')}…`);
}

function signerOf(verdict: Verdict, words: CallSheetWords): string {
  if (!isSigned(verdict)) return words.notEstablished;
  const isElsewhere = verdict.warnings.some(({ code }) => code === 'SIGNED_ELSEWHERE');
  return isElsewhere ? words.elsewhere : words.issuer[verdict.issuer];
}

function isSigned({ checks }: Verdict): boolean {
  return checks.some(({ name, result }) => name === 'signature' && result === 'pass');
}

function contentOf(verdict: Verdict, words: CallSheetWords): string {
  const { claims } = verdict;
  if (claims === null) return words.nothingRead;
  const flow = claims['flow'];
  const parts = [
    ...(flow === undefined ? [] : [`flow ${flowIn(flow, words)}`]),
    ...(['sub', 'obj'] as const).flatMap((name) => {
      const value = claims[name];
      return typeof value === 'string' ? [`${name} ${masked(value, words)}`] : [];
    }),
  ];
  if (parts.length === 0) return words.nothingRead;
  return `${isSigned(verdict) ? '' : words.unverified}${parts.join('; ')}`;
}

function flowIn(flow: unknown, { flow: known, otherFlow }: CallSheetWords): string {
  const found = Object.entries(known).find(([name]) => name === flow);
  return found === undefined ? otherFlow : found[1];
}

/** Enough to recognise a value that the other side has, too little to learn it. */
function masked(value: string, words: CallSheetWords): string {
  const letters = [...value];
  const isShort = letters.length < 6;
  return words.masked(isShort ? '' : (letters[0] ?? ''), isShort ? '' : letters.slice(-2).join(''), letters.length);
}

function lifeOf({ claims }: Verdict, words: CallSheetWords): string {
  const time = (name: string) => timeOf(claims?.[name], words);
  return `${words.made(time('iat'))}; ${words.ends(time('exp'))}`;
}

/** The last second of the year 9999. */
const LAST_SECOND = 253_402_300_799;

function timeOf(seconds: unknown, words: CallSheetWords): string {
  const isTime = typeof seconds === 'number' && seconds >= 0 && seconds <= LAST_SECOND;
  return isTime ? utc(new Date(seconds * 1000).toISOString()) : words.noTime;
}

function evidenceOf({ judgedAt, snapshot, warnings }: Verdict, isAsOf: boolean, words: CallSheetWords): string {
  const keys =
    snapshot === null
      ? words.ownKeys
      : words.keysOf(words.trust[snapshot.trust], snapshot.takenAt === null ? words.noTime : utc(snapshot.takenAt));
  const isRecorded = !warnings.some(({ code }) => code === 'NOT_RECORDED');
  return [
    words.judged(judgedAt === null ? words.noTime : utc(judgedAt), !isAsOf),
    keys,
    ...(isRecorded ? [] : [words.notRecorded]),
  ].join('; ');
}

function utc(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

/** A kid or a name may hold line ends and characters that change directions: on a sheet of eight lines they stand as "�". */
function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
