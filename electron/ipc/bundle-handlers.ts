import type { bundleContract } from '../../shared/ipc/bundle-contract.ts';
import type { Handlers, Services } from './handlers.ts';

/** Answers about signed bundles and their makers. */
export function createBundleHandlers({
  home,
  desktop,
  documents,
  changing,
}: Services): Pick<Handlers, keyof typeof bundleContract> {
  return {
    'bundle.ofSnapshot': async ({ id }) => {
      const { text, fileName, report } = await changing(home.bundles.ofSnapshot(id));
      return { text, report, ...documents.keep({ fileName, text }) };
    },
    'bundle.look': ({ env, text }) => {
      const bytes = Buffer.from(text, 'utf8');
      const { kind, isSecret } = home.examination.examine(bytes);
      return { kind, isSecret, bundle: kind === 'signed-bundle' ? home.bundles.look(bytes, env) : null };
    },
    'bundle.import': async ({ env, text, trust }) => {
      const kept = await home.bundles.import(env, Buffer.from(text, 'utf8'), trust?.fingerprint ?? null);
      if (trust !== null) home.makers.trust(trust);
      return await changing({ ...kept, added: [...kept.added], known: [...kept.known] });
    },
    'camera.allow': async ({ isAllowed }) => {
      await desktop.allowCamera(isAllowed);
      return { done: true };
    },
    'maker.list': () => [...home.makers.list()],
    'maker.end': ({ fingerprint, reason }) => changing(home.makers.end(fingerprint, reason)),
  };
}
