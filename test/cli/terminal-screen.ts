/*
 * As much of a terminal as the program uses: what it erases is gone, what scrolls out can be scrolled back to, unless it stood
 * on the alternate screen.
 */

const TOKEN = /\u001B\[([?0-9;]*)([A-Za-z])|[^\u001B]/gu;

export class TerminalScreen {
  #lines = [''];
  #past: string[] = [];
  #usual: string[] | null = null;
  #column = 0;
  /** How many times a colour (or another rendition) was asked for. */
  colours = 0;
  #held = '';

  size: readonly [columns: number, rows: number];

  constructor(size: readonly [columns: number, rows: number]) {
    this.size = size;
  }

  get isAlternate(): boolean {
    return this.#usual !== null;
  }

  /** What can be read now, scrolled out or not. */
  text(): string {
    return [...this.#past, ...this.#lines].join('\n');
  }

  /** The same in one line, as if the screen had no edge: to look for a text that may be wrapped. */
  unwrapped(): string {
    return this.text().replaceAll('\n', '');
  }

  take(text: string): void {
    const all = this.#held + text;
    // A sequence that has not come whole waits for its rest.

    const whole = all.replace(/\u001B(?:\[[?0-9;]*)?$/u, '');
    this.#held = all.slice(whole.length);
    for (const [letter, codes, name] of whole.matchAll(TOKEN)) {
      if (name === undefined) this.#put(letter);
      else this.#obey(`${codes ?? ''}${name}`);
    }
  }

  #obey(order: string): void {
    if (order.endsWith('m')) this.colours += 1;
    if (order === '?1049h' && this.#usual === null) this.#begin(this.#lines, ['']);
    if (order === '?1049l' && this.#usual !== null) this.#begin(null, this.#usual);
    if (order === '2J') this.#begin(this.#usual, ['']);
    if (order === '3J') this.#past = [];
  }

  #begin(usual: string[] | null, lines: string[]): void {
    this.#usual = usual;
    this.#lines = lines;
    this.#column = lines.at(-1)?.length ?? 0;
  }

  #put(letter: string): void {
    const [columns, rows] = this.size;
    if (letter === '\r') this.#column = 0;
    else if (letter === '\b') this.#column = Math.max(0, this.#column - 1);
    else if (letter === '\n') this.#lines.push('');
    else if (letter >= ' ') {
      if (this.#column >= columns) {
        this.#lines.push('');
        this.#column = 0;
      }
      const line = [...(this.#lines.pop() ?? '').padEnd(this.#column)];
      line[this.#column] = letter;
      this.#lines.push(line.join(''));
      this.#column += 1;
    }
    const scrolled = this.#lines.splice(0, Math.max(0, this.#lines.length - rows));
    if (!this.isAlternate) this.#past.push(...scrolled);
  }
}
