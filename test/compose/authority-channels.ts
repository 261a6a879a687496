import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import { makeAuthority } from '../fakes/certificates.ts';

interface Desk {
  readonly ask: <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;
  readonly codeOf: (channel: Channel, input?: unknown) => Promise<string>;
  /** Paths that the system's dialog gives next. */
  readonly chosen: string[];
  readonly folder: string;
}

const env = 'practice';

/** Gives an environment the authority in a file: what is kept is what was shown, and nothing else of the file. */
export async function useAuthority({ ask, codeOf, chosen, folder }: Desk): Promise<void> {
  const [first, second] = [makeAuthority(), makeAuthority()];
  first.remove();
  second.remove();
  const path = join(folder, 'authority.pem');
  const pick = async (text: string): Promise<string> => {
    writeFileSync(path, text);
    chosen.push(path);
    return (await ask('file.choose')).file?.id ?? '';
  };
  expect(await ask('access.seeAuthority', { env, file: null })).toEqual({ authority: null });
  const file = await pick(`words before\n${first.cert}`);
  const { authority } = await ask('access.seeAuthority', { env, file });
  expect(authority?.certificates).toMatchObject([{ subject: 'CN=practice authority' }]);
  expect((await ask('environment.list')).find(({ name }) => name === env)?.ca).toBeNull();
  const wanted = { file, sha256: authority?.sha256 ?? '' };
  writeFileSync(path, second.cert);
  expect(await codeOf('access.setAuthority', { env, chosen: wanted })).toBe('INPUT_INVALID');
  expect(await ask('access.seeAuthority', { env, file: null })).toEqual({ authority: null });
  writeFileSync(path, first.cert);
  expect((await ask('access.setAuthority', { env, chosen: wanted })).ca).toBe(first.cert.trim());
  expect(await ask('access.seeAuthority', { env, file: null })).toEqual({ authority });
  expect(await codeOf('access.seeAuthority', { env, file: await pick('no certificate') })).toBe('CERTIFICATE_INVALID');
  expect((await ask('access.setAuthority', { env, chosen: null })).ca).toBeNull();
  const payloads = (await ask('audit.list', { before: null, limit: 10 })).map(({ payload }) => payload['caSha256']);
  expect(payloads).toEqual(expect.arrayContaining([authority?.sha256, null]));
}
