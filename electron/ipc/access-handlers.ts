import type { accessContract } from '../../shared/ipc/access-contract.ts';
import { type Authority, parseAuthority } from '../domain/certificate-authority.ts';
import { AppError } from '../domain/errors.ts';
import type { Handlers, Services } from './handlers.ts';

const AUTHORITY_MAX_BYTES = 256 * 1024;

/** Answers about the ways to the DCMs. */
export function createAccessHandlers({
  home,
  pickedFiles,
  changing,
}: Services): Pick<Handlers, keyof typeof accessContract> {
  async function authorityIn(file: string): Promise<Authority> {
    return parseAuthority((await pickedFiles.read(file, AUTHORITY_MAX_BYTES)).toString('utf8'));
  }

  /** The file may have been changed since the officer saw what is in it. */
  async function asShown({ file, sha256 }: { readonly file: string; readonly sha256: string }): Promise<string> {
    const authority = await authorityIn(file);
    if (authority.sha256 === sha256) return authority.pem;
    throw new AppError('INPUT_INVALID', 'this file holds other certificates than those that were shown', {
      hint: 'choose it again, and compare the fingerprints once more',
    });
  }

  return {
    'access.read': ({ env }) => home.access.read(env),
    'access.write': ({ env, ...wanted }) => changing(home.access.write(env, wanted)),
    'access.setCredential': ({ env, value, keep }) => changing(home.access.setCredential(env, value, keep)),
    'access.setProxyPassword': ({ env, password }) => changing(home.access.setProxyPassword(env, password)),
    'access.seeCertificate': ({ env }) => home.access.seeCertificate(env),
    'access.seeAuthority': async ({ env, file }) => {
      const { ca } = home.environments.get(env);
      if (file !== null) return { authority: withoutPem(await authorityIn(file)) };
      return { authority: ca === null ? null : withoutPem(parseAuthority(ca)) };
    },
    'access.setAuthority': async ({ env, chosen }) => {
      const pem = chosen === null ? null : await asShown(chosen);
      return await changing(home.environments.setAuthority(env, pem));
    },
  };
}

function withoutPem({ sha256, certificates }: Authority) {
  return { sha256, certificates: [...certificates] };
}
