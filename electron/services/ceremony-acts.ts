import type { CeremonyView } from '../../shared/model/ceremony.ts';
import type { MachineCheck, StepKind } from '../../shared/model/ceremony-script.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { type CeremonyRun, dueStep } from '../domain/ceremony-run.ts';
import type { ReadScript } from '../domain/ceremony-script.ts';
import { changesSomething, type RunStep } from '../domain/ceremony-steps.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { shownOfApp } from '../domain/hash-commands.ts';
import type { CeremonyFiles } from './ceremony-files.ts';
import { copiesOf, copyLabel, emptyAsNull, failed, requireSealedStandby } from './ceremony-key-acts.ts';
import type { CeremonyShareActs } from './ceremony-share-acts.ts';
import type { ClockGuard } from './clock-guard.ts';
import type { KeyLife } from './key-life.ts';
import type { Keys } from './keys.ts';
import type { PolicyInForce } from './policy.ts';
import type { Standbys } from './standbys.ts';

/** Public facts that a step leaves in the transcript. */
export type StepFacts = Readonly<Record<string, string>>;

/** What is given to an act: never written anywhere as it is. */
export interface ActGiven {
  readonly run: CeremonyRun;
  readonly due: RunStep;
  readonly values: Readonly<Record<string, string>>;
}

/** What steps do beside being recorded. A kind that is missing here, and does something, can't be carried out. */
export interface CeremonyActs {
  readonly acts: Partial<Record<StepKind, (given: ActGiven) => StepFacts | Promise<StepFacts>>>;
  readonly shares: Pick<CeremonyShareActs, 'showShare' | 'giveUp' | 'settle' | 'dropGiven' | 'papersGone'>;
  readonly files: Pick<CeremonyFiles, 'take' | 'state' | 'noteSaved'>;
  /** What the screen shows at the step that is due. */
  shown(run: CeremonyRun): NonNullable<CeremonyView['now']>['shown'];
  /** The key that this ceremony made, and that is still a draft; `null`: none. */
  halfMade(id: string): string | null;
  /** Takes a half-made key away. @returns whether the keychain says that it is gone @throws KEYCHAIN_*, HOME_* */
  remove(kid: string, reason: string): Promise<boolean>;
}

/** The machine on which the app runs. */
export interface CeremonyMachine {
  /** Names of network interfaces that are up, beside the loopback. */
  upInterfaces(): readonly string[];
  /** Whether the app may open connections. */
  isOnline(): boolean;
  readonly platform: NodeJS.Platform;
  readonly version: string;
  /** Where the app lies. */
  readonly appPath: string;
  /** SHA-256 (hex) of the app as it reads itself; `null`: it can't. */
  readonly appReports: () => string | null;
}

interface Dependencies {
  readonly store: Store;
  readonly keys: Keys;
  readonly keyLife: KeyLife;
  readonly policy: PolicyInForce;
  readonly standbys: Standbys;
  readonly shareActs: CeremonyShareActs;
  readonly carryActs: CeremonyActs['acts'];
  readonly keyActs: CeremonyActs['acts'];
  readonly files: CeremonyFiles;
  readonly clockGuard: ClockGuard;
  readonly clock: Clock;
  readonly machine: CeremonyMachine;
}

/** Makes the acts of ceremonies on one home's keys. */
export function createCeremonyActs(dependencies: Dependencies): CeremonyActs {
  const { store, keys, keyLife, policy, standbys, shareActs, carryActs, keyActs, files, clockGuard, clock, machine } =
    dependencies;
  function halfMade(id: string): string | null {
    const made = store.audit.ofType('key.generated').filter(({ payload }) => payload['ceremony'] === id);
    const kids = made.flatMap(({ payload }) => (typeof payload['kid'] === 'string' ? [payload['kid']] : []));
    return kids.find((kid) => store.keys.get(kid)?.state === 'draft') ?? null;
  }

  /** A sealed standby key, or what a ceremony made that came to its end. */
  function isMeant(kid: string): boolean {
    if (standbys.get(kid) !== null) return true;
    const made = store.audit.about(kid).find(({ type }) => type === 'key.generated')?.payload['ceremony'];
    const ended = store.audit.ofType('ceremony.ended');
    return ended.some(({ payload }) => payload['kind'] === 'completed' && payload['ceremony'] === made);
  }

  /** Before anybody has come together for a deletion that is refused at its last act. @throws CEREMONY_CHECK_FAILED */
  function requireDeletable(kid: string, state: string): void {
    const { mayBeDeleted, deletionWaitsDays } = keyLife.read(kid);
    if (!mayBeDeleted) {
      throw failed(
        `a key that is ${state} can’t be deleted`,
        'an active key is retired first; one that is scheduled waits for its day',
      );
    }
    if (deletionWaitsDays === 0 || policy.policy.mayDeleteAtOnce) return;
    throw failed(
      `the policy wants ${String(deletionWaitsDays)} days before this key is deleted`,
      'schedule it now (dcm-keys key delete), abort, and hold this ceremony when the days are over',
    );
  }

  function check(name: MachineCheck): string {
    if (name === 'network-off') return networkOff(machine);
    if (name === 'clock') {
      const state = clockGuard.state(null);
      if (state.isTrusted) return new Date(clock.now()).toISOString();
      throw failed('this computer’s clock is in doubt', 'set it right, or confirm it with its source, and check again');
    }
    const drafts = store.keys.list().filter(({ kid, state }) => state === 'draft' && !isMeant(kid));
    if (drafts.length === 0) return 'none';
    throw failed(
      `${String(drafts.length)} old drafts are in this home: ${drafts.map(({ kid }) => kid).join(', ')}`,
      'finish or delete them first: nobody must take one for the key of this ceremony',
    );
  }

  return {
    halfMade,
    async remove(kid, reason) {
      const { state } =
        keys.get(kid).state === 'deleted' ? keys.get(kid) : await keyLife.delete(kid, { reason, isNow: false });
      return state === 'deleted';
    },
    shares: shareActs,
    files,
    acts: {
      ...shareActs.acts,
      ...carryActs,
      ...keyActs,
      'check-machine': ({ due }) => Object.fromEntries((due.step.checks ?? []).map((name) => [name, check(name)])),
      'name-key': ({ run, values }) => {
        const { kid, thumbprint, state, env } = keys.get(values['kid'] ?? '');
        const isIn = (wanted: StepKind) => run.script.steps.some(({ kind }) => kind === wanted);
        if (isIn('rotate')) requireSealedStandby(standbys, kid);
        if (isIn('delete-key')) requireDeletable(kid, state);
        return { kid, thumbprint, state, ...(env === null ? {} : { env }) };
      },
      async 'generate-key'({ run, due, values }) {
        // The app may have ended after the key was kept and before that was written down.
        const found = halfMade(run.id);
        if (found !== null) return factsOfKey(keys, found);
        const { alg = 'RS256', bits = 3072 } = due.step.key ?? {};
        const { kid } = await keys.generate({
          alg,
          bits,
          kid: null,
          label: emptyAsNull(values['label']) ?? `ceremony ${run.id}`,
          env: emptyAsNull(values['env']),
          expiresAt: null,
          isDraft: true,
          ceremony: run.id,
        });
        return factsOfKey(keys, kid);
      },
    },
    shown(run) {
      const due = dueStep(run);
      const { thumbprint, kid } = run.facts;
      switch (due?.step.kind) {
        case 'script-hash':
          return [shownThumbprint('script', { en: 'Hash of the script', uk: 'Хеш сценарію' }, run.fingerprint)];
        case 'fingerprint':
          return thumbprint === null
            ? []
            : [shownThumbprint('thumbprint', { en: 'Fingerprint of the key', uk: 'Відбиток ключа' }, thumbprint)];
        case 'compare-app':
          return shownOfApp(machine.platform, {
            version: machine.version,
            path: machine.appPath,
            reports: machine.appReports(),
          });
        case 'list-copies':
          return copiesOf(keys, run).map((copy, at) => ({
            id: `copy-${String(at + 1)}`,
            label: copyLabel(copy, at + 1),
            value: copy.where,
            as: 'text',
          }));
        case 'delete-key':
          return kid === null ? [] : [{ id: 'kid', label: { en: 'Key', uk: 'Ключ' }, value: kid, as: 'text' }];
        default:
          return [];
      }
    },
  };
}

function networkOff(machine: CeremonyMachine): string {
  const up = machine.upInterfaces();
  if (up.length === 0) return 'no interface is up';
  if (!machine.isOnline()) return `switched off in the app; up: ${up.join(', ')}`;
  throw failed(
    `the network is on: ${up.join(', ')}`,
    'unplug the cable and switch wireless off, or cut the app off from it (offline switch, --offline), and check again',
  );
}

function factsOfKey(keys: Keys, kid: string): StepFacts {
  const { thumbprint, alg, bits } = keys.get(kid);
  return { kid, thumbprint, alg, bits: String(bits ?? '') };
}

function shownThumbprint(id: string, label: { readonly en: string; readonly uk: string }, value: string) {
  return { id, label, value, as: 'thumbprint' as const };
}

/** Refuses a script with a step that nothing here can carry out. @throws CEREMONY_SCRIPT_REFUSED */
export function requireActs({ acts }: Pick<CeremonyActs, 'acts'>, { script }: ReadScript): void {
  const missing = script.steps.find((step) => changesSomething(step) && acts[step.kind] === undefined);
  if (missing === undefined) return;
  throw new AppError(
    'CEREMONY_SCRIPT_REFUSED',
    `step "${missing.id}" (${missing.kind}) is nothing that this app can do`,
    {
      hint: 'update the app, or take a script that it brings: dcm-keys ceremony scripts',
    },
  );
}
