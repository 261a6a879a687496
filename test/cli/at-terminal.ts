import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { TerminalScreen } from './terminal-screen.ts';

const SCRIPT = resolve(import.meta.dirname, 'at-terminal.py');
/** So long may a command take to ask on a machine that is busy; nothing waits for it where all is well. */
const PATIENCE_MS = 30_000;

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

  /** Waits until this has come since the last one that was waited for. */
  async until(text: string | RegExp): Promise<string> {
    return (await this.untilOne([text])).text;
  }

  /** Waits for whichever of these has come whole first; of two at once, the one that is named first. @returns which one it is, and what came */
  async untilOne(wanted: readonly (string | RegExp)[]): Promise<{ readonly at: number; readonly text: string }> {
    const patience = Date.now() + PATIENCE_MS;
    for (;;) {
      const since = this.raw.slice(this.#seen);
      const found = wanted
        .map((one, at) => ({ at, match: typeof one === 'string' ? plain(since, one) : matched(since, one) }))
        .toSorted((one, other) => one.match.ends - other.match.ends)[0];
      if (found !== undefined && found.match.ends !== Infinity) {
        const { text, ends } = found.match;
        this.#seen += ends;
        return { at: found.at, text };
      }
      if (this.#isOver || Date.now() > patience) {
        throw new Error(`never came: ${wanted.map(String).join(' or ')}\n${this.screen.text()}`);
      }
      await this.#something(patience);
    }
  }

  async #something(patience: number): Promise<void> {
    await new Promise<void>((go) => {
      const timer = setTimeout(go, patience - Date.now());
      this.#wake = () => {
        clearTimeout(timer);
        go();
      };
    });
  }

  /** Waits for a question, and answers it. */
  async answer(question: string | RegExp, text: string): Promise<void> {
    const asked = await this.until(question);
    if (this.#echoes) this.askedOpenly.push(asked);
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

/** Where a text or a pattern ends that has come; nowhere: at infinity. */
function plain(since: string, text: string) {
  const index = since.indexOf(text);
  return { text, ends: index === -1 ? Infinity : index + text.length };
}

function matched(since: string, pattern: RegExp) {
  const found = pattern.exec(since);
  return { text: found?.[0] ?? '', ends: found === null ? Infinity : found.index + found[0].length };
}
