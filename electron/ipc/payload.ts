import { AppError } from '../domain/errors.ts';

/** The most that a request may hold, unless its channel says otherwise. */
const MAX_BYTES = 256 * 1024;
const MAX_DEPTH = 16;
/** Names with which an object's prototype is reached. */
const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Copies what the page sent into plain data: null, booleans, numbers, strings, arrays, objects of own enumerable values.
 * Accessors are not called, so nothing of the sender's runs here. No schema has been applied yet.
 * @throws INPUT_INVALID for anything else, for names that reach a prototype, for more than 16 levels
 * @throws INPUT_TOO_LARGE for more than `maxBytes`
 */
export function readPayload(payload: unknown, maxBytes = MAX_BYTES): unknown {
  const budget = { left: maxBytes };
  return copy(payload, 1, budget);
}

function copy(value: unknown, depth: number, budget: { left: number }): unknown {
  // Lengths come first: the text itself is only walked when it can still fit.
  spend(budget, 1);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refused('a number of the request is not finite');
    return value;
  }
  if (typeof value === 'string') return copyText(value, budget);
  if (typeof value !== 'object') throw refused(`a ${typeof value} cannot be sent`);
  if (depth > MAX_DEPTH) throw refused('the request is nested too deeply');
  return Array.isArray(value) ? copyList(value, depth, budget) : copyObject(value, depth, budget);
}

function copyText(text: string, budget: { left: number }): string {
  spend(budget, text.length);
  spend(budget, Buffer.byteLength(text, 'utf8') - text.length);
  return text;
}

function copyList(list: readonly unknown[], depth: number, budget: { left: number }): unknown[] {
  spend(budget, list.length);
  const copied: unknown[] = [];
  for (let index = 0; index < list.length; index += 1) {
    copied.push(copy(ownValue(list, String(index)), depth + 1, budget));
  }
  return copied;
}

function copyObject(object: object, depth: number, budget: { left: number }): Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) throw refused('the request holds more than plain objects');
  const copied: Record<string, unknown> = {};
  for (const name of Reflect.ownKeys(object)) {
    if (typeof name === 'symbol') throw refused('a symbol cannot be sent');
    if (PROTOTYPE_KEYS.has(name)) throw refused('a name of the request reaches a prototype');
    copyText(name, budget);
    copied[name] = copy(ownValue(object, name), depth + 1, budget);
  }
  return copied;
}

function ownValue(owner: object, name: string): unknown {
  const property = Object.getOwnPropertyDescriptor(owner, name);
  if (property === undefined || !('value' in property)) throw refused('the request holds a gap or an accessor');
  return property.value;
}

function spend(budget: { left: number }, amount: number): void {
  budget.left -= amount;
  if (budget.left < 0) {
    throw new AppError('INPUT_TOO_LARGE', 'the request is larger than it may be', {
      hint: 'Paste less, or check the file in the terminal.',
    });
  }
}

function refused(message: string): AppError {
  return new AppError('INPUT_INVALID', message, { hint: 'Close the window, open it again and repeat the step.' });
}
