import type { Reconciliation } from '../../shared/model/reconciliation.ts';
import type { RegistrationRecord, Store } from '../adapters/sqlite/store.ts';
import type { DcmApi } from '../adapters/http/dcm-api.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { requireFreeText } from '../domain/free-text.ts';
import { compareWithList, isDrift, type ListedEntry } from '../domain/reconcile.ts';
import { kidOfUnknown } from '../domain/kid.ts';
import { thumbprintOfUnknown } from '../domain/thumbprint.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Environments } from './environments.ts';
import type { RegistrationLog } from './registration-log.ts';
import { noteReplaced } from './registration-replacing.ts';

/** Our keys beside DCM's list. */
export interface Reconciliations {
  /** The last comparison of an environment, as it was then; `null`: there is none. */
  read(env: string): Reconciliation | null;
  /**
   * Asks DCM for its list and compares. A registration whose answer was lost is settled by what is found.
   * @throws ENVIRONMENT_UNKNOWN, OFFLINE, DCM_*
   */
  run(env: string): Promise<Reconciliation>;
  /**
   * Notes who answers for a key in our name that is not kept here, as it was listed last.
   * @throws REGISTRATION_NOT_FOUND, INPUT_INVALID
   */
  adopt(env: string, entry: { readonly guid: string; readonly owner: string; readonly reason: string }): Reconciliation;
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly log: RegistrationLog;
  readonly environments: Environments;
  readonly dcm: DcmApi;
  readonly clock: Clock;
}

/** Makes the reconciliations of one home. */
export function createReconciliations(dependencies: Dependencies): Reconciliations {
  const { store, trail, log, environments, dcm, clock } = dependencies;

  function compare(env: string, entries: readonly ListedEntry[]): Reconciliation {
    const registrations = store.registrations.list().filter((one) => one.env === env);
    // A key of no environment yet, whose first POST has lost its answer, is ours all the same.
    const isOnItsWay = (kid: string) => registrations.some((one) => one.kid === kid && isUnsettled(one));
    const ours = {
      keys: store.keys.list().filter((key) => key.env === env || (key.env === null && isOnItsWay(key.kid))),
      registrations,
      adoptions: store.adoptions.list(env),
    };
    return { env, at: new Date(clock.now()).toISOString(), ...compareWithList(ours, entries) };
  }

  /** An answer that was lost is lost no longer: DCM lists the key, so it took it, and what stood there before is replaced. */
  function settle(report: Reconciliation, responseSha256: string): void {
    const entryOf = (key: { readonly kid: string; readonly thumbprint: string }) =>
      report.matched.find((one) => one.kid === key.kid && one.thumbprint === key.thumbprint)?.guid ?? null;
    for (const { kid, guid } of report.matched) {
      const known = store.registrations.get(report.env, kid);
      if (known !== null && isUnsettled(known)) {
        const key = store.keys.get(kid);
        if (key?.env === null) store.keys.update({ ...key, env: report.env });
        const evidence = { method: 'GET', responseSha256 } as const;
        log.put({ ...known, guid, state: 'listed' }, { type: 'registration.listed' }, evidence);
      }
      noteReplaced({ store, log }, { env: report.env, guid, by: kid, responseSha256, entryOf });
    }
  }

  function record(report: Reconciliation): void {
    store.reconciliations.put(report);
    trail.append('dcm.reconciled', {
      env: report.env,
      matched: report.matched.length,
      missing: report.missing.map(({ kid }) => kid),
      extra: report.extra.map(({ guid }) => guid),
      changed: report.changed.map(({ kid }) => kid),
      duplicateKids: report.duplicateKids,
      isDrift: report.isDrift,
    });
  }

  return {
    read: (env) => store.reconciliations.get(environments.get(env).name),
    async run(env) {
      const answer = await dcm.listJwks(environments.get(env));
      const entries = answer.entries.map(({ guid, data }) => ({
        guid,
        kid: kidOfUnknown(data),
        thumbprint: thumbprintOfUnknown(data),
      }));
      const report = compare(env, entries);
      // Where nothing can be recorded the comparison is worth as much: it is given all the same.
      if (!store.isWritable) return report;
      return store.write(() => {
        settle(report, answer.responseSha256);
        record(report);
        return report;
      });
    },
    adopt(env, { guid, owner, reason }) {
      if (owner.trim() === '' || reason.trim() === '') {
        throw new AppError('INPUT_INVALID', 'an owner and a reason are wanted', {
          hint: 'say who holds this key, and how you know',
        });
      }
      return store.write(() => {
        const last = store.reconciliations.get(environments.get(env).name);
        const entry = last?.extra.find((one) => one.guid === guid);
        if (!last || entry?.thumbprint === null || entry?.thumbprint === undefined) {
          throw new AppError('REGISTRATION_NOT_FOUND', 'the last comparison shows no such key that can be adopted', {
            hint: 'compare again: dcm-keys dcm reconcile --env NAME',
          });
        }
        requireFreeText(`${owner}\n${reason}`);
        const adopted = { owner: owner.trim(), reason: reason.trim(), at: new Date(clock.now()).toISOString() };
        store.adoptions.put({ env, guid, thumbprint: entry.thumbprint, ...adopted });
        trail.append('dcm.entry-adopted', { env, guid, thumbprint: entry.thumbprint, kid: entry.kid, ...adopted });
        const extra = last.extra.map((one) => (one.guid === guid ? { ...one, adopted } : one));
        const report = { ...last, extra, isDrift: isDrift({ ...last, extra }) };
        store.reconciliations.put(report);
        return report;
      });
    },
  };
}

function isUnsettled({ state }: Pick<RegistrationRecord, 'state'>): boolean {
  return state === 'sent' || state === 'unknown';
}
