import type { Key } from '../../shared/model/key.ts';
import type { Adoption, Reconciliation } from '../../shared/model/reconciliation.ts';
import type { Registration } from '../../shared/model/registration.ts';

/** An entry of DCM's list, read: `thumbprint` is `null` where its JWK is none. */
export interface ListedEntry {
  readonly guid: string;
  readonly kid: string | null;
  readonly thumbprint: string | null;
}

/** What we hold and know of one environment. */
export interface OurSide {
  /** Keys of this environment, in every state. */
  readonly keys: readonly Pick<Key, 'kid' | 'thumbprint' | 'state'>[];
  readonly registrations: readonly Pick<Registration, 'kid' | 'guid' | 'thumbprint' | 'state'>[];
  readonly adoptions: readonly Adoption[];
}

/** States in which DCM should know a key: tokens of it are refused otherwise. */
const USED: readonly Key['state'][] = ['active', 'suspended'];
const BELIEVED_LISTED: readonly Registration['state'][] = ['listed', 'proven', 'in-use'];

/**
 * Compares DCM's list with our keys. A key is ours only by kid and thumbprint together: our kid on another key is
 * `changed`, and whatever else stands in our name is `extra`, adopted or not. A compromised or retired key of ours that
 * is still listed is matched; that it should go is another question.
 */
export function compareWithList(ours: OurSide, entries: readonly ListedEntry[]): Omit<Reconciliation, 'env' | 'at'> {
  const keyOf = (kid: string | null) => ours.keys.find((key) => key.kid === kid);
  const isOurs = ({ kid, thumbprint }: ListedEntry) => thumbprint !== null && keyOf(kid)?.thumbprint === thumbprint;
  const ownerOfGuid = (guid: string) =>
    ours.registrations.find((one) => one.guid === guid && BELIEVED_LISTED.includes(one.state));

  const matched = entries.flatMap((entry) => {
    const { guid, kid, thumbprint } = entry;
    return isOurs(entry) && kid !== null && thumbprint !== null ? [{ kid, guid, thumbprint }] : [];
  });
  const others = entries.filter((entry) => !isOurs(entry));
  const changed = others.flatMap(({ guid, kid, thumbprint }) => {
    const expected = keyOf(kid) ?? ownerOfGuid(guid);
    return expected === undefined
      ? []
      : [{ kid: expected.kid, guid, expectedThumbprint: expected.thumbprint, thumbprint }];
  });
  const extra = others
    .filter(({ kid, guid }) => keyOf(kid) === undefined && ownerOfGuid(guid) === undefined)
    .map(({ guid, kid, thumbprint }) => ({ kid, guid, thumbprint, adopted: adoptionOf(ours, guid, thumbprint) }));
  const missing = expectedKeys(ours)
    .filter(({ kid }) => !matched.some((one) => one.kid === kid))
    .map(({ kid, thumbprint }) => ({ kid, guid: guidOf(ours, kid), thumbprint }));
  const duplicateKids = doubles(entries.flatMap(({ kid }) => (kid === null ? [] : [kid])));
  const found = { matched, missing, extra, changed, duplicateKids };
  return { ...found, isDrift: isDrift(found) };
}

/** Tells whether something is not as it should be. A key in our name that somebody answers for is no drift. */
export function isDrift(found: Pick<Reconciliation, 'missing' | 'extra' | 'changed' | 'duplicateKids'>): boolean {
  const { missing, extra, changed, duplicateKids } = found;
  return missing.length + changed.length + duplicateKids.length > 0 || extra.some(({ adopted }) => adopted === null);
}

function expectedKeys({ keys, registrations }: OurSide): OurSide['keys'] {
  return keys.filter(
    ({ kid, state }) =>
      state === 'active' ||
      (USED.includes(state) && registrations.some((one) => one.kid === kid && BELIEVED_LISTED.includes(one.state))),
  );
}

function guidOf({ registrations }: OurSide, kid: string): string | null {
  return registrations.find((one) => one.kid === kid)?.guid ?? null;
}

/** Somebody answers for a key, not for an entry: when another key stands there, nobody does. */
function adoptionOf(
  { adoptions }: OurSide,
  guid: string,
  thumbprint: string | null,
): Reconciliation['extra'][number]['adopted'] {
  const found = adoptions.find((one) => one.guid === guid && one.thumbprint === thumbprint);
  return found === undefined ? null : { owner: found.owner, reason: found.reason, at: found.at };
}

function doubles(kids: readonly string[]): string[] {
  return [...new Set(kids.filter((kid, at) => kids.indexOf(kid) !== at))].sort();
}
