import { BUNDLE_KINDS } from '../../shared/model/bundle.ts';
import type { MadeBundle } from '../services/bundle-signing.ts';
import type { Home } from '../services/home.ts';
import { usage } from './arguments.ts';
import { comparedLines, trustedSigner } from './bundle-trust.ts';
import { BUNDLE_WORDS } from './bundle-words.ts';
import type { Command, Run } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { readNamedFile } from './input.ts';
import { refuseExisting, writeNewFile } from './new-file.ts';

/** Those that are made by this command; a receipt is made by `dcm register --request`. */
const KINDS = BUNDLE_KINDS.filter((kind) => kind !== 'registration-receipt');

export const bundleCreateCommand: Command = {
  words: 'bundle create',
  summary:
    '[KIND] (--snapshot ID | --env NAME [--key KID]… [--device F --reason R [--trust FP|--words W]]) [--out F]: signs a set of DCM’s keys, public keys of ours, a registration request, the key of this computer, or a key sealed to another computer',
  flags: {
    snapshot: 'value',
    env: 'value',
    key: 'repeated',
    device: 'value',
    reason: 'value',
    trust: 'value',
    words: 'value',
    out: 'value',
  },
  positionals: ['[KIND]'],
  async run(run) {
    const { args, output } = run;
    const out = args.value('out');
    const make = choose(run);
    if (out !== null) refuseExisting(out);
    const made = await make(await run.home('write'));
    if (out === null) {
      output.raw(made.text.trimEnd());
      return EXIT.done;
    }
    writeMade(run, made, out);
    return EXIT.done;
  },
};

/** Writes a bundle that was made, and says what the other side has to compare. */
export function writeMade(run: Run, { text, report }: MadeBundle, out: string): void {
  writeNewFile(out, text);
  const { kind, sha256, evidenceKey } = report;
  run.output.result({ out, kind, sha256, evidenceKey }, [
    BUNDLE_WORDS[run.language].written(out, sha256),
    ...comparedLines(run, report),
    BUNDLE_WORDS[run.language].compare,
  ]);
}

/** @throws USAGE_INVALID */
function choose(run: Run): (home: Home) => Promise<MadeBundle> {
  const { args } = run;
  const [snapshot, env, keys] = [args.value('snapshot'), args.value('env'), args.all('key')];
  const [only] = keys;
  const kind = args.positionals[0] ?? (snapshot === null ? 'public-keys' : 'jwks-snapshot');
  if ((snapshot === null) === (env === null)) throw usage('bundle create needs --snapshot ID or --env NAME');
  if ((kind === 'jwks-snapshot') !== (snapshot !== null)) throw usage('--snapshot ID goes with jwks-snapshot alone');
  if (kind !== 'device-sealed-key' && ['device', 'reason', 'trust', 'words'].some((flag) => args.has(flag))) {
    throw usage('--device, --reason, --trust and --words go with device-sealed-key');
  }
  const oneKey = (): string => {
    if (only !== undefined && keys.length === 1) return only;
    throw usage(`bundle create ${kind} needs --key KID, once`);
  };
  switch (kind) {
    case 'jwks-snapshot':
      if (!/^\d{1,15}$/u.test(snapshot ?? '')) throw usage('a snapshot is named by its number');
      return async ({ bundles }) => await bundles.ofSnapshot(Number(snapshot));
    case 'public-keys':
      return async ({ bundles }) => await bundles.ofKeys(env ?? '', keys);
    case 'registration-request': {
      const kid = oneKey();
      return async ({ carriedRegistrations }) => await carriedRegistrations.request(kid, env ?? '');
    }
    case 'device-key':
      if (keys.length > 0) throw usage('the key of this computer is no key of ours: leave --key out');
      return async ({ deliveries }) => await deliveries.ofDevice(env ?? '');
    case 'device-sealed-key': {
      const [kid, reason, device] = [oneKey(), args.required('reason'), readNamedFile(args.required('device'))];
      const trusted = trustedSigner(run, device);
      return async ({ deliveries }) => await deliveries.deliver(kid, { env: env ?? '', device, trusted, reason });
    }
    case 'registration-receipt':
      throw usage('a receipt is made by posting its request', 'dcm-keys dcm register --request F --env NAME --out R');
    default:
      throw usage(`"${kind}" is no kind of bundle`, `one of ${KINDS.join(', ')}`);
  }
}
