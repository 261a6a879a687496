import type { Channel } from '../../shared/ipc/channels.ts';
import type { Failure, Result } from '../../shared/ipc/result.ts';

/** What the core last answered; a value stays beside a newer error. */
export interface Answer {
  readonly value: unknown;
  readonly error: Failure | null;
}

/** What the page reads from the core. Everybody who asks the same question shares one answer. */
export interface SharedReads {
  /** Follows one question; the first follower asks it, and soon after the last one has left its answer is taken away. */
  follow(channel: Channel, input: string, listener: () => void): () => void;
  /** `null`: nobody follows it, or it has not been answered yet. */
  answerOf(channel: Channel, input: string): Answer | null;
  /** Asks again what is followed. */
  reread(channel: Channel, input: string): void;
}

interface Question {
  readonly ask: () => Promise<Result<unknown>>;
  readonly listeners: Set<() => void>;
  answer: Answer | null;
  isAsking: boolean;
  /** What is being answered just now may be old already. */
  isStale: boolean;
}

/** Makes shared reads. A question that changes many times while it is asked is asked once more, not many times. */
export function createSharedReads(core: {
  readonly ask: (channel: Channel, input: unknown) => Promise<Result<unknown>>;
  /** Says when something in the core has changed. */
  readonly onChanged: (listener: () => void) => () => void;
}): SharedReads {
  const questions = new Map<string, Question>();
  let stopListening: (() => void) | null = null;

  async function ask(question: Question): Promise<void> {
    question.isStale = true;
    if (question.isAsking) return;
    question.isAsking = true;
    while (question.isStale && question.listeners.size > 0) {
      question.isStale = false;
      const result = await question.ask();
      question.answer = result.ok
        ? { value: result.value, error: null }
        : { value: question.answer?.value ?? null, error: result.error };
      for (const listener of question.listeners) listener();
    }
    question.isAsking = false;
  }

  function open(channel: Channel, input: string): Question {
    const question: Question = {
      ask: () => core.ask(channel, JSON.parse(input)),
      listeners: new Set(),
      answer: null,
      isAsking: false,
      isStale: false,
    };
    questions.set(nameOf(channel, input), question);
    stopListening ??= core.onChanged(() => questions.forEach((one) => void ask(one)));
    return question;
  }

  function forget(name: string, question: Question): void {
    if (question.listeners.size > 0 || questions.get(name) !== question) return;
    questions.delete(name);
    if (questions.size > 0) return;
    stopListening?.();
    stopListening = null;
  }

  return {
    follow(channel, input, listener) {
      const name = nameOf(channel, input);
      const question = questions.get(name) ?? open(channel, input);
      question.listeners.add(listener);
      if (question.listeners.size === 1) void ask(question);
      return () => {
        question.listeners.delete(listener);
        // The next page may follow it in the same breath: it begins with this answer, and asks again.
        queueMicrotask(() => forget(name, question));
      };
    },
    answerOf: (channel, input) => questions.get(nameOf(channel, input))?.answer ?? null,
    reread(channel, input) {
      const question = questions.get(nameOf(channel, input));
      if (question) void ask(question);
    },
  };
}

function nameOf(channel: Channel, input: string): string {
  return `${channel} ${input}`;
}
