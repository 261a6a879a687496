const MOST_OCTETS = 75;
const encoder = new TextEncoder();

/** Content lines as the text of a calendar: folded, each with its CRLF. @see RFC 5545 §3.1 */
export function calendarText(lines: readonly string[]): string {
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** A value of type TEXT. Controls that no calendar may hold are left out. @see RFC 5545 §3.3.11 */
export function calendarValue(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/gu, (character) => `\\${character}`)
    .replaceAll('\n', '\\n');
}

/** An instant as DATE-TIME in UTC; milliseconds since 1970. @see RFC 5545 §3.3.5 */
export function calendarInstant(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/gu, '')}Z`;
}

/** A line is broken after 75 octets at most, and never within a character; the space that goes on counts. */
function folded(line: string): string {
  let [text, octets] = ['', 0];
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > MOST_OCTETS) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
