import type { Home } from '../../electron/services/home.ts';

/** What a process does in a home until it is killed. */
export const DEEDS = {
  abort: async ({ ceremonies }: Home) => {
    await ceremonies.abort('C-2026-001', 'fire alarm');
  },
  /** Planted: takes the key away before it says so, as an abort must not. */
  'abort-unannounced': async ({ ceremonies, keyLife, keys }: Home) => {
    for (const { kid } of keys.list()) await keyLife.delete(kid, { reason: 'as of old', isNow: false });
    await ceremonies.abort('C-2026-001', 'fire alarm');
  },
} as const;
export type Deed = keyof typeof DEEDS;
