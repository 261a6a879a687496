/** Characters of UTF-8 text, counted without making a string of it. */
export function charactersOf(text: Buffer): number {
  return text.reduce((count, byte) => ((byte & 0xc0) === 0x80 ? count : count + 1), 0);
}
