import type { MadeBundle } from './bundle-signing.ts';
import type { Bundles } from './bundles.ts';
import type { CarriedRegistrations } from './carried-registrations.ts';
import type { CeremonyActs, StepFacts } from './ceremony-acts.ts';
import type { CeremonyFiles } from './ceremony-files.ts';
import type { DcmChecks } from './dcm-checks.ts';
import type { Deliveries } from './deliveries.ts';
import type { Keys } from './keys.ts';
import type { Registrations } from './registrations.ts';
import { AppError } from '../domain/errors.ts';

interface Dependencies {
  readonly keys: Keys;
  readonly bundles: Bundles;
  readonly carriedRegistrations: CarriedRegistrations;
  readonly registrations: Pick<Registrations, 'send'>;
  readonly dcmChecks: Pick<DcmChecks, 'prove'>;
  readonly deliveries: Deliveries;
  readonly files: CeremonyFiles;
}

/** What ceremonies carry across the air gap: a registration out and its receipt in, a key to another computer. */
export function createCeremonyCarryActs(dependencies: Dependencies): CeremonyActs['acts'] {
  const { keys, bundles, carriedRegistrations, registrations, dcmChecks, deliveries, files } = dependencies;

  function envOf(kid: string): string {
    const { env } = keys.get(kid);
    if (env !== null) return env;
    throw new AppError('KEY_OUT_OF_SCOPE', 'this key belongs to no environment', {
      hint: 'name one when the key is made',
    });
  }

  function kept(id: string, { text, fileName, report }: MadeBundle): StepFacts {
    files.put(id, { text, fileName: id.startsWith('R-') ? `REHEARSAL-${fileName}` : fileName });
    return { file: fileName, 'file-sha256': report.sha256 };
  }

  return {
    async register({ run, values }) {
      const kid = run.facts.kid ?? '';
      const env = envOf(kid);
      if (values['way'] !== 'now') return kept(run.id, await carriedRegistrations.request(kid, env));
      const { guid, state } = await registrations.send(kid, env);
      const { accepted, serverMessage } = await dcmChecks.prove(kid, env);
      if (accepted) return { guid: guid ?? '', state: 'proven' };
      throw new AppError('CEREMONY_CHECK_FAILED', `DCM has the key (${state}), and refuses a token of it`, {
        hint: `ask DCM why, before the key is sealed: ${serverMessage ?? 'it gave no reason'}`,
      });
    },
    async 'register-request'({ run }) {
      const kid = run.facts.kid ?? '';
      return kept(run.id, await carriedRegistrations.request(kid, envOf(kid)));
    },
    async receipt({ run, values }) {
      const kid = run.facts.kid ?? '';
      const bytes = Buffer.from(values['document'] ?? '', 'utf8');
      const { registration } = await bundles.import(envOf(kid), bytes, values['maker'] ?? null);
      if (registration?.kid === kid) return { guid: registration.guid ?? '', state: registration.state };
      throw new AppError('CEREMONY_CHECK_FAILED', 'this is not the receipt for the key of this ceremony', {
        hint: 'bring the answer to the request that was made here',
      });
    },
    async deliver({ run, values }) {
      const kid = run.facts.kid ?? '';
      const device = Buffer.from(values['device-key'] ?? '', 'utf8');
      const reason = `ceremony ${run.id}, to ${values['workstation'] ?? '-'}`;
      const made = await deliveries.deliver(kid, { env: envOf(kid), device, trusted: values['maker'] ?? null, reason });
      return kept(run.id, made);
    },
  };
}
