import type { Keychain } from '../../electron/adapters/keychain/keychain.ts';
import { createKeytarKeychain } from '../../electron/adapters/keychain/keytar-keychain.ts';
import type { Machine } from '../../electron/adapters/keychain/machine.ts';
import { createFaultyKeychain } from './faulty-keychain.ts';

export const COMPUTER: Machine = { machine: 'office-1', machineId: '0123456789abcdef', user: 'anna' };

/** The keychains of several computers and users: each remembers what was stored in it, and in no other. */
export function createComputers() {
  const systems = new Map<string, ReturnType<typeof createFaultyKeychain>>();
  const systemOf = (machine: Machine) => {
    const name = JSON.stringify([machine.machineId ?? machine.machine, machine.user]);
    const known = systems.get(name) ?? createFaultyKeychain();
    systems.set(name, known);
    return known;
  };
  return {
    systemOf,
    /** The keychain that a home meets on this computer. */
    open: (machine: Machine, installId = 'home-1'): Keychain =>
      createKeytarKeychain({
        installId,
        platform: 'linux',
        machine: () => machine,
        loadNative: async () => systemOf(machine).native,
      }),
  };
}
