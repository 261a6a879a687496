import type { signingContract } from '../../shared/ipc/signing-contract.ts';
import type { Handlers, Services } from './handlers.ts';

/** More than any template may have: a larger one is refused as what it is. */
const TEMPLATE_MAX_BYTES = 1024 * 1024;

/** Answers round signing. */
export function createSigningHandlers({
  home,
  documents,
  pickedFiles,
  changing,
}: Services): Pick<Handlers, keyof typeof signingContract> {
  return {
    'template.list': () => [...home.templates.list()],
    'template.save': ({ template, mayReplace }) => changing(home.templates.save(template, { mayReplace })),
    'template.remove': ({ name, reason }) => {
      home.templates.remove(name, reason);
      return changing({ done: true } as const);
    },
    'template.export': ({ name }) =>
      documents.keep({ fileName: `template-${name}.json`, text: `${home.templates.exportText(name)}\n` }),
    'template.import': async ({ file, mayReplace }) =>
      await changing(home.templates.importBytes(await pickedFiles.read(file, TEMPLATE_MAX_BYTES), { mayReplace })),
    'token.history': ({ before, limit }) => [...home.signingHistory.page({ before, limit, kid: null })],
    'clock.read': ({ env }) => home.clockGuard.state(env),
    'clock.confirm': (said) => changing(home.clockGuard.confirm(said)),
  };
}
