/** The same for backups and their shares. */
export const backupErrors = {
  BACKUP_REFUSED: {
    title: 'This backup file can’t be used',
    next: 'Take another copy of it: each custodian’s bag has one. Nothing was changed here.',
  },
  BACKUP_NOT_FOUND: { title: 'There is no such set here', next: 'Look in the list of backup sets of this home.' },
  BACKUP_STATE: {
    title: 'This set can’t be used for that now',
    next: 'What it is, and what to do, is said below. Of a void set the papers are to be destroyed.',
  },
  BACKUP_NOT_PROVEN: {
    title: 'Not every share was read back',
    next: 'Each custodian reads his own paper back first. A backup that nobody has read is none.',
  },
  CUSTODIANS_REFUSED: { title: 'The custodians don’t fit', next: 'Name one person for each share; nobody keeps two.' },
  SHARE_DAMAGED: {
    title: 'This share was not read right',
    next: 'Compare the groups that are named below with the paper, and type them again.',
  },
  SHARE_VERSION: {
    title: 'This share is of another version',
    next: 'Use the newest version of the app. The share itself may be in order.',
  },
  SHARE_REFUSED: {
    title: 'This is no share that was made here',
    next: 'Keep it as it is, and tell your security officers.',
  },
  SHARE_FOREIGN: {
    title: 'This share belongs to another set',
    next: 'Look for the paper whose set number is the one below. Shares of two sets never go together.',
  },
  SHARE_DUPLICATE: { title: 'This share is here already', next: 'Each share counts once. Bring another one.' },
  SHARE_TOO_FEW: { title: 'More shares are needed', next: 'Bring the others. Nothing can be told from fewer.' },
  SHARE_WRONG: {
    title: 'These shares don’t open this backup',
    next: 'Nothing was changed. Try other shares and another copy of the file; one of them is not what it says.',
  },
} as const;
