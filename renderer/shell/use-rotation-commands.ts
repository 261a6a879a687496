import type { Key } from '../../shared/model/key.ts';
import { useApp } from '../ipc/app-context.tsx';
import { go } from '../ipc/route.ts';
import { useQuery } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';

/** Keys beyond these are reached from their own pages. */
const MOST_KEYS = 20;

/** What the palette offers about rotations: those under way, and an emergency for each key in use. */
export function useRotationCommands() {
  const text = useText();
  const { state } = useApp();
  const keys = useQuery('key.list', {}).value ?? [];
  const rotations = useQuery('rotation.list', {}).value ?? [];
  // While the app is locked no key is named.
  if (state.isLocked) return [];
  const nameOf = (kid: string) => named(keys.find((key) => key.kid === kid) ?? { kid, label: null });
  const underWay = rotations.filter(({ rotation }) => rotation.endedAt === null).map(({ rotation }) => rotation);
  const used = keys.filter(({ env, state: its }) => env !== null && (its === 'active' || its === 'suspended'));
  return [
    ...underWay.map(({ id, kind, oldKid }) => ({
      id: `rotation ${id}`,
      name: text.rotation.commandGoOn(nameOf(oldKid)),
      act: () => go('dcm', kind === 'emergency' ? 'emergency' : 'rotate', oldKid),
    })),
    ...used.slice(0, MOST_KEYS).flatMap((key) => [
      {
        id: `emergency ${key.kid}`,
        name: text.rotation.commandEmergency(named(key)),
        act: () => go('dcm', 'emergency', key.kid),
      },
      {
        id: `rotate ${key.kid}`,
        name: text.rotation.commandPlanned(named(key)),
        act: () => go('dcm', 'rotate', key.kid),
      },
    ]),
  ];
}

function named({ kid, label }: Pick<Key, 'kid' | 'label'>): string {
  return label === null ? kid : `${label} · ${kid.slice(0, 12)}`;
}
