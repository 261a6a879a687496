import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NativeKeychain } from '../../electron/adapters/keychain/keytar-keychain.ts';

/** An operating system's keychain of one file per entry, so that it outlives the process that uses it. */
export function createFileNative(folder: string): NativeKeychain {
  mkdirSync(folder, { recursive: true });
  const fileOf = (service: string, account: string) => join(folder, `${service}.${account}`);
  return {
    async getPassword(service, account) {
      const file = fileOf(service, account);
      return existsSync(file) ? readFileSync(file, 'latin1') : null;
    },
    async setPassword(service, account, password) {
      const file = fileOf(service, account);
      writeFileSync(`${file}.new`, password);
      renameSync(`${file}.new`, file);
    },
    async deletePassword(service, account) {
      const file = fileOf(service, account);
      if (!existsSync(file)) return false;
      rmSync(file);
      return true;
    },
  };
}
