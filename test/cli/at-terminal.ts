import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { TerminalScreen } from './terminal-screen.ts';

const SCRIPT = resolve(import.meta.dirname, 'at-terminal.py');
/** So long may a command take to ask on a machine that is busy; nothing waits for it where all is well. */
const PATIENCE_MS = 60_000;

export interface EndedAtTerminal {
  readonly code: number;
  /** Whether it echoes, waits for whole lines and knows Ctrl-C again: what `stty sane` would make of it. */
  readonly isSane: boolean;
}

interface Options {
  readonly size?: readonly [columns: number, rows: number];
  readonly env?: Readonly<Record<string, string>>;
}

/** A program on a terminal of its own, and somebody who reads and types. */
export class AtTerminal {
  readonly screen: TerminalScreen;
  /** Every octet that ever came, as text: with what was erased since. */
  raw = '';
  /** Questions that were answered while the terminal echoed. */
  readonly askedOpenly: string[] = [];
  #echoes = true;
  readonly #child: ChildProcess;
  readonly #ended: Promise<EndedAtTerminal>;
  #seen = 0;
  #wake: () => void = () => undefined;
  #isOver = false;

  constructor(argv: readonly string[], { size = [80, 24], env = {} }: Options = {}) {
    this.screen = new TerminalScreen(size);
    const wish = { argv, size, env: { LANG: 'C.UTF-8', TERM: 'xterm-256color', ...env } };
    this.#child = spawn('python3', [SCRIPT, JSON.stringify(wish)], { stdio: ['pipe', 'pipe', 'inherit'] });
    const decoder = new TextDecoder();
    this.#ended = new Promise((done) => {
      createInterface({ input: this.#child.stdout ?? process.stdin }).on('line', (line) => {
        const told = JSON.parse(line) as { out: string; echoes: boolean } | EndedAtTerminal;
        if ('code' in told) {
          this.#isOver = true;
          done(told);
        } else {
          const text = decoder.decode(Buffer.from(told.out, 'hex'), { stream: true });
          this.raw += text;
          this.screen.take(text);
          this.#echoes = told.echoes;
        }
        this.#wake();
      });
    });
  }

  /** Waits until one of these texts has come since the last one that was waited for. @returns which one it is */
  async until(...texts: readonly string[]): Promise<string> {
    const ends = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = texts
        .map((text) => ({ text, at: this.raw.indexOf(text, this.#seen) }))
        .filter(({ at }) => at !== -1)
        .toSorted((one, other) => one.at - other.at)[0];
      if (found !== undefined) {
        this.#seen = found.at + found.text.length;
        return found.text;
      }
      if (this.#isOver || Date.now() > ends)
        throw new Error(`never asked ${JSON.stringify(texts)}:\n${this.screen.text()}`);
      await this.#something(ends);
    }
  }

  async #something(ends: number): Promise<void> {
    await new Promise<void>((go) => {
      const timer = setTimeout(go, ends - Date.now());
      this.#wake = () => {
        clearTimeout(timer);
        go();
      };
    });
  }

  /** Waits for a question, and answers it. */
  async answer(question: string, text: string): Promise<void> {
    await this.until(question);
    if (this.#echoes) this.askedOpenly.push(question);
    this.type(text);
  }

  type(text: string): void {
    this.#order({ type: text });
  }

  signal(name: NodeJS.Signals): void {
    this.#order({ signal: name });
  }

  resize(size: readonly [columns: number, rows: number]): void {
    this.screen.size = size;
    this.#order({ resize: size });
  }

  async ended(): Promise<EndedAtTerminal> {
    return await this.#ended;
  }

  /** For the end of a test that failed half-way. */
  kill(): void {
    this.#child.stdin?.end();
  }

  #order(order: object): void {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
  }
}
