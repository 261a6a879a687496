import type { Keychain } from './keychain.ts';
import { assertAccount, assertValue } from './entry-rules.ts';

/**
 * A keychain that lives as long as the process: for practice homes and tests, never for a real key.
 * It protects nothing, so `lock` has nothing to forget.
 */
export function createMemoryKeychain(): Keychain {
  const entries = new Map<string, string>();
  return {
    kind: 'memory',
    maxValueLength: null,
    identity: () => ({ service: 'memory' }),
    async read(account) {
      assertAccount(account);
      return entries.get(account) ?? null;
    },
    async write(account, value) {
      assertAccount(account);
      assertValue(value, null);
      entries.set(account, value);
    },
    async remove(account) {
      assertAccount(account);
      return entries.delete(account);
    },
    lock() {
      return undefined;
    },
  };
}
