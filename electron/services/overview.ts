import type { Output } from '../../shared/ipc/contract.ts';
import type { Clock } from '../domain/clock.ts';
import type { Home } from './home.ts';

type Overview = Output<'overview.read'>;
type Item = Overview['items'][number];

const DAY_MS = 86_400_000;
const SNAPSHOT_OLD_AFTER_MS = 7 * DAY_MS;
const EXPIRY_WARNING_MS = 30 * DAY_MS;
const URGENCY = ['now', 'soon', 'next'] as const;

/** What the officer should do next, most urgent first, and the state of the home in a few figures. */
export function readOverview(home: Home, clock: Clock): Overview {
  const keys = home.keys.list();
  const snapshots = home.archive.list();
  const audit = home.seal.verify(null);
  const items = [
    ...findProblems(home, audit.ok),
    ...keys.flatMap((key) => keyItems(key, clock.now())),
    ...nextSteps(home, clock.now()),
  ];
  items.sort((a, b) => URGENCY.indexOf(a.urgency) - URGENCY.indexOf(b.urgency));
  return {
    items,
    keyCount: keys.length,
    activeKeyCount: keys.filter((key) => key.state === 'active').length,
    newestSnapshot: snapshots[0] ?? null,
    audit,
  };
}

function item(id: Item['id'], urgency: Item['urgency'], about: Partial<Pick<Item, 'env' | 'kid' | 'at'>> = {}): Item {
  return { id, urgency, env: null, kid: null, at: null, ...about };
}

function findProblems(home: Home, isTrailWhole: boolean): Item[] {
  return [
    ...(isTrailWhole ? [] : [item('trail-broken', 'now')]),
    ...(home.policy.problem === null ? [] : [item('policy-problem', 'now')]),
  ];
}

function keyItems(key: ReturnType<Home['keys']['list']>[number], now: number): Item[] {
  if (key.expiresAt === null || (key.state !== 'active' && key.state !== 'suspended')) return [];
  const left = Date.parse(key.expiresAt) - now;
  const about = { kid: key.kid, env: key.env, at: key.expiresAt };
  if (left <= 0) return [item('key-expired', 'now', about)];
  return left < EXPIRY_WARNING_MS ? [item('key-expires', 'soon', about)] : [];
}

/** The main job, as far as it has come in each environment. */
function nextSteps(home: Home, now: number): Item[] {
  const environments = home.environments.list();
  if (environments.length === 0) return [item('start-practice', 'next'), item('add-environment', 'next')];
  const registrations = home.registrations.list();
  return environments.flatMap(({ name: env }) => {
    const snapshot = home.archive.list(env)[0];
    const snapshotItems =
      snapshot === undefined
        ? [item('fetch-snapshot', 'soon', { env })]
        : now - Date.parse(snapshot.takenAt) > SNAPSHOT_OLD_AFTER_MS
          ? [item('snapshot-old', 'soon', { env, at: snapshot.takenAt })]
          : [];
    const keys = home.keys.list().filter((key) => key.env === env && (key.state === 'active' || key.state === 'draft'));
    if (keys.length === 0) return [item('make-key', 'next', { env }), ...snapshotItems];
    const keySteps = keys.flatMap(({ kid }) => {
      const state = registrations.find((one) => one.env === env && one.kid === kid)?.state ?? 'draft';
      if (state === 'draft' || state === 'sent' || state === 'unknown')
        return [item('register-key', 'next', { env, kid })];
      return state === 'listed' ? [item('prove-key', 'next', { env, kid })] : [];
    });
    return [...keySteps, ...snapshotItems];
  });
}
