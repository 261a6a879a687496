import type { bundleContract } from '../../shared/ipc/bundle-contract.ts';
import type { MadeBundle } from '../services/bundle-signing.ts';
import type { Handlers, Services } from './handlers.ts';

/** Answers about signed bundles and their makers. */
export function createBundleHandlers({
  home,
  desktop,
  documents,
  changing,
}: Services): Pick<Handlers, keyof typeof bundleContract> {
  const kept = ({ text, fileName, report }: MadeBundle) => ({ text, report, ...documents.keep({ fileName, text }) });
  return {
    'bundle.ofSnapshot': async ({ id }) => kept(await changing(home.bundles.ofSnapshot(id))),
    'bundle.ofRequest': async ({ kid, env }) => kept(await changing(home.carriedRegistrations.request(kid, env))),
    'bundle.ofDevice': async ({ env }) => kept(await changing(home.deliveries.ofDevice(env))),
    'bundle.deliver': async ({ kid, env, device, trust, reason }) => {
      const to = { env, device: Buffer.from(device, 'utf8'), trusted: trust?.fingerprint ?? null, reason };
      const made = await home.deliveries.deliver(kid, to);
      if (trust !== null) home.makers.trust(trust);
      return kept(await changing(made));
    },
    'bundle.post': async ({ env, text, trust }) => {
      const trusted = trust?.fingerprint ?? null;
      const { registration, receipt } = await home.carriedRegistrations.post(env, Buffer.from(text, 'utf8'), trusted);
      if (trust !== null) home.makers.trust(trust);
      return await changing({ registration, receipt: kept(receipt) });
    },
    'bundle.look': ({ env, text }) => {
      const bytes = Buffer.from(text, 'utf8');
      const { kind, isSecret } = home.examination.examine(bytes);
      return { kind, isSecret, bundle: kind === 'signed-bundle' ? home.bundles.look(bytes, env) : null };
    },
    'bundle.import': async ({ env, text, trust }) => {
      const found = await home.bundles.import(env, Buffer.from(text, 'utf8'), trust?.fingerprint ?? null);
      if (trust !== null) home.makers.trust(trust);
      return await changing({ ...found, added: [...found.added], known: [...found.known] });
    },
    'camera.allow': async ({ isAllowed }) => {
      await desktop.allowCamera(isAllowed);
      return { done: true };
    },
    'maker.list': () => [...home.makers.list()],
    'maker.end': ({ fingerprint, reason }) => changing(home.makers.end(fingerprint, reason)),
  };
}
