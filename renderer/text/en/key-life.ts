import { plural } from '../plural.ts';

export const keyLife = {
  title: 'Life',
  lead: 'Every move with its time, who made it, and why. Nothing of it can be edited.',
  began: (state: string) => `Made: ${state}`,
  used: 'Signed with it',
  usedTimes: (count: number) => plural('en', count, { one: 'time', other: 'times' }),
  lastUsed: 'Last used',
  neverUsed: 'Never',
  activate: 'Put into use',
  suspend: 'Suspend',
  resume: 'Put back into use',
  retire: 'Retire',
  compromise: 'It is stolen',
  remove: 'Delete the private half',
  callOff: 'Call the deletion off',
  tryAgain: 'Try the deletion again',
  callOffReason: 'Called off at the desk',
  suspendReason: 'Suspended at the desk',
  reason: 'Reason',
  reasonHint: 'Who decided it, which ticket. Kept in the audit trail.',
  compromiseTitle: 'Say that this key is stolen',
  compromiseBody:
    'This can’t be taken back. From now on the key signs nothing, and its tokens are refused here, whatever time they name. Where DCM lists the key, it goes on accepting it until the entry is replaced: call DCM as well.',
  compromiseDeletes: 'Its private half is deleted from this computer’s keychain at once',
  emergencyFirst:
    'Then no probe can show any more that DCM refuses it. Replace it first: the emergency suspends it, puts a successor in its place, and sees that DCM refuses the old key.',
  emergency: 'Emergency…',
  since: 'Suspected since (UTC)',
  sinceHint: 'For example 2026-11-01T03:00. Empty: from now.',
  sinceProblem: 'Write it like 2026-11-01T03:00, a time that has passed.',
  compromisedNotice: 'This key is stolen',
  stillAccepted:
    'Stopped here. Where DCM lists this key, it goes on accepting it until the entry is replaced: call DCM.',
  removeTitle: 'Delete the private half from this computer’s keychain',
  removeBody: 'After that nothing more can be signed with it here. The public half and the history stay for ever.',
  removeCopies: 'Deleted from this computer’s keychain; these copies are not:',
  removeNoCopies: 'No copy is known. One that nobody noted would not be reached.',
  removeWaits: (days: number) => `It waits ${String(days)} days, and can be called off until then.`,
  removeNow: 'It happens at once.',
  dueAt: 'Will be deleted after:',
  retireTitle: 'Retire this key',
  retireBody: 'It signs nothing any more, and can’t be put back into use. Its tokens can still be checked.',
  retireDeletes: (days: number) =>
    days === 0
      ? 'Its private half is then deleted from this computer’s keychain at once.'
      : `Its private half is deleted from this computer’s keychain after ${plural('en', days, { one: 'day', other: 'days' })}; until then that can be called off.`,
  resumeTitle: 'Put this key back into use',
  resumeBody: 'It can sign tokens again.',
} as const;
