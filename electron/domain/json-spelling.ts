/** One name, text or number of a JSON text, as it is spelled there. */
export interface Spelling {
  readonly kind: 'name' | 'text' | 'number';
  /** Its characters, quotes included. */
  readonly raw: string;
  readonly value: string | number;
  /** Name of the outermost member that it belongs to; of such a name, itself. */
  readonly member: string;
  /** Which object it stands in, by number; lists count for the object around them. 0 is the outermost. */
  readonly object: number;
}

const NUMBER = /-?\d[\d.eE+-]*/y;

/** Lists what stands in a JSON object, in its order. The text must have been found to be JSON before. @see RFC 8259 */
export function spellingsOf(text: string): readonly Spelling[] {
  const found: Spelling[] = [];
  const open: number[] = [];
  let [objects, member] = [0, ''];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    const object = open.at(-1) ?? 0;
    if (letter === '"') {
      const end = endOfText(text, at);
      const raw = text.slice(at, end);
      const value = String(JSON.parse(raw));
      const isName = followsColon(text, end);
      if (isName && open.length === 1) member = value;
      found.push({ kind: isName ? 'name' : 'text', raw, value, member, object });
      at = end - 1;
    } else if (letter === '{') {
      open.push(objects);
      objects += 1;
    } else if (letter === '[') {
      open.push(object);
    } else if (letter === '}' || letter === ']') {
      open.pop();
    } else {
      NUMBER.lastIndex = at;
      const raw = NUMBER.exec(text)?.[0];
      if (raw === undefined) continue;
      found.push({ kind: 'number', raw, value: Number(raw), member, object });
      at += raw.length - 1;
    }
  }
  return found;
}

function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
  return at + 1;
}

function followsColon(text: string, from: number): boolean {
  let at = from;
  while (' \t\n\r'.includes(text.charAt(at)) && at < text.length) at += 1;
  return text.charAt(at) === ':';
}
