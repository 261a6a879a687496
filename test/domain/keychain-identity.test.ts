import { describe, expect, it } from 'vitest';
import { compareKeychains, keychainProblem } from '../../electron/domain/keychain-identity.ts';
import type { KeychainIdentity } from '../../shared/model/keychain-identity.ts';

const here = { service: 'secret-service', machine: 'office-1.bank.example', machineId: 'aa', user: 'anna' } as const;
const vault = { service: 'sealed-vault', vault: 'ab12' } as const;

describe('a keychain is the one of before', () => {
  it.each<[string, KeychainIdentity, KeychainIdentity]>([
    ['where nothing differs', here, here],
    ['on a computer that was renamed', here, { ...here, machine: 'office-2' }],
    [
      'on a computer without an id of its own that got another domain',
      { ...here, machineId: null },
      { ...here, machineId: null, machine: 'OFFICE-1.home' },
    ],
    ['wherever its vault has gone', vault, vault],
    ['in memory', { service: 'memory' }, { service: 'memory' }],
  ])('%s', (_, was, is) => {
    expect(compareKeychains(was, is).status).toBe('same');
    expect(keychainProblem(compareKeychains(was, is))).toBeNull();
  });
});

describe('a keychain is another one', () => {
  it.each<[string, KeychainIdentity, KeychainIdentity]>([
    ['on another computer', here, { ...here, machineId: 'bb' }],
    ['on a computer of another name', { ...here, machineId: null }, { ...here, machineId: null, machine: 'office-2' }],
    ['of another user', here, { ...here, user: 'ivan' }],
    ['of another system', here, { ...here, service: 'credential-manager' }],
    ['with another vault', vault, { ...vault, vault: 'cd34' }],
    ['of another kind', here, vault],
    ['of another kind', { service: 'memory' }, here],
  ])('%s', (_, was, is) => {
    expect(keychainProblem(compareKeychains(was, is))?.code).toBe('KEYCHAIN_CHANGED');
  });
});

it('a vault that is not there is missing, and no other one is taken for it', () => {
  const comparison = compareKeychains(vault, { ...vault, vault: null });
  expect([comparison.status, keychainProblem(comparison)?.code]).toEqual(['missing', 'KEYCHAIN_UNAVAILABLE']);
});

it('nothing is compared with nothing', () => {
  expect(compareKeychains(null, here).status).toBe('unknown');
  expect(compareKeychains(vault, null).status).toBe('unknown');
});
