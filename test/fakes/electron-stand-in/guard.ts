import { EventEmitter } from 'node:events';
import type { Surface } from './surface.ts';

/** One call that the app made into Electron. */
export interface Entry {
  readonly call: string;
  readonly arguments_: readonly unknown[];
}

export type Journal = Entry[];

/** What the stand-in imitates of one type; every name must be one that Electron has. */
export type Imitation = Record<string, unknown>;

/**
 * Wraps an imitation so that only what Electron has can be reached: an invented name, an invented event, and a real
 * name that is not imitated all throw. Calls are written to the journal.
 */
export function guard(typeName: string, imitation: Imitation, surface: Surface, journal: Journal, asStatic = false) {
  const known = new Set(allNames(surface, typeName, asStatic));
  const events = new Set(allEvents(surface, typeName));
  const emitter = new EventEmitter();
  for (const name of Object.keys(imitation)) {
    if (!known.has(name)) throw new Error(`the stand-in invents ${typeName}.${name}`);
  }
  return new Proxy(emitter as EventEmitter & Imitation, {
    get(_target, name) {
      if (typeof name === 'symbol' || name === 'then') return Reflect.get(emitter, name);
      if (name === 'toJSON') return () => typeName;
      if (Object.hasOwn(imitation, name)) return recorded(imitation[name], `${typeName}.${name}`, journal);
      if (!known.has(name)) throw new Error(`Electron has no ${typeName}.${name}`);
      if (!(name in emitter)) throw new Error(`${typeName}.${name} is not imitated`);
      return listening(emitter, name, { typeName, events, journal });
    },
    set(_target, name) {
      throw new Error(`${typeName}.${String(name)} is set, which the stand-in does not imitate`);
    },
  });
}

function recorded(value: unknown, call: string, journal: Journal): unknown {
  if (typeof value !== 'function') return value;
  return (...arguments_: unknown[]): unknown => {
    journal.push({ call, arguments_ });
    return value(...arguments_) as unknown;
  };
}

function listening(
  emitter: EventEmitter,
  name: string,
  { typeName, events, journal }: { typeName: string; events: ReadonlySet<string>; journal: Journal },
): unknown {
  const method = Reflect.get(emitter, name) as (...arguments_: unknown[]) => unknown;
  return (...arguments_: unknown[]): unknown => {
    const event = String(arguments_[0]);
    if (/^(?:on|once|addListener)$/u.test(name)) {
      if (!events.has(event)) throw new Error(`Electron’s ${typeName} has no event ${event}`);
      journal.push({ call: `${typeName}.${name}:${event}`, arguments_: [] });
    }
    return method.apply(emitter, arguments_);
  };
}

/** Fails on an option that Electron does not have: it would be ignored in silence. */
export function checkOptions(typeName: string, options: object, surface: Surface): void {
  const known = new Set(allNames(surface, typeName, false));
  for (const name of Object.keys(options)) {
    if (!known.has(name)) throw new Error(`Electron’s ${typeName} has no option ${name}`);
  }
}

function allNames(surface: Surface, typeName: string, asStatic: boolean): string[] {
  const type = surface.types[typeName];
  if (type === undefined) return Object.keys(EventEmitter.prototype);
  if (asStatic) return [...type.statics];
  return [...type.members, ...type.parents.flatMap((parent) => allNames(surface, parent, false))];
}

function allEvents(surface: Surface, typeName: string): string[] {
  const type = surface.types[typeName];
  return type === undefined ? [] : [...type.events, ...type.parents.flatMap((parent) => allEvents(surface, parent))];
}
