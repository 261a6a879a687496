/** The core's one sentence, cut for large type: the answer itself, and what explains it. */
export interface Headline {
  readonly answer: string;
  readonly detail: string | null;
}

/** Cuts a verdict's headline after its first sentence. The core's own next step is left out: the page gives one that
 *  names its own buttons. */
export function splitHeadline(headline: string): Headline {
  const said = headline.replace(/\s(?:Next|Далі):\s.*$/u, '');
  const cut = /\.\s(?=\p{Lu})/u.exec(said);
  if (cut === null) return { answer: said, detail: null };
  return { answer: said.slice(0, cut.index + 1), detail: said.slice(cut.index + 2) };
}

const SHORTEST_MARKED = 8;

/** The answer in three parts, round the key that it names; without that key the whole stands in the first. */
export function aroundKey(answer: string, kid: string | null): readonly [before: string, kid: string, after: string] {
  const at = kid === null || kid.length < SHORTEST_MARKED ? -1 : answer.indexOf(kid);
  if (kid === null || at < 0) return [answer, '', ''];
  return [answer.slice(0, at), kid, answer.slice(at + kid.length)];
}
