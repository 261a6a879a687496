import { useSyncExternalStore } from 'react';

export const ROOMS = [
  'overview',
  'sign',
  'check',
  'cases',
  'keys',
  'dcm',
  'ceremonies',
  'audit',
  'settings',
  'help',
] as const;
export type Room = (typeof ROOMS)[number];

export interface Route {
  readonly room: Room;
  /** What follows the room's name, decoded: `#/keys/54321` gives `['54321']`. */
  readonly rest: readonly string[];
}

/** The address of a place in the window. Only the fragment changes: the page itself is never left. */
export function address(room: Room, ...rest: readonly string[]): string {
  return `#/${[room, ...rest.map(encodeURIComponent)].join('/')}`;
}

/** Goes to a place in the window. */
export function go(room: Room, ...rest: readonly string[]): void {
  window.location.hash = address(room, ...rest);
}

/** Goes to a place that takes the turn of this one: the way back leads past it. */
export function goInstead(room: Room, ...rest: readonly string[]): void {
  window.location.replace(address(room, ...rest));
}

/** Where the window stands now. An address that names no room is the overview. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}

function parseRoute(hash: string): Route {
  const [name, ...rest] = hash.replace(/^#\//u, '').split('/');
  const room = ROOMS.find((one) => one === name);
  return room ? { room, rest: rest.filter(Boolean).map(decode) } : { room: 'overview', rest: [] };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A hand-typed address may hold a lone "%": it names nothing, and is shown as typed.
    return part;
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
