import { plural } from '../plural.ts';

export const backups = {
  title: 'Backups',
  lead: 'Who keeps which share, and when it was last read from its paper. No share is ever shown here.',
  noneTitle: 'No key is backed up',
  noneBody:
    'A standby key is the better answer for most keys. A split backup is made in a ceremony, or with dcm-keys backup create.',
  back: 'Ceremonies',
  link: 'Backups and custodians',
  of: (threshold: number, shares: number) => `${String(threshold)} of ${String(shares)} shares open it`,
  states: { open: 'Being made', closed: 'Proven', void: 'Void: destroy its papers' },
  keys: 'Keys',
  made: 'Made',
  lastDrill: 'Last drill',
  nextDrill: 'Prove again by',
  reason: 'Why it is void',
  rehearsal: 'Rehearsal',
  share: 'Share',
  custodian: 'Custodian',
  place: 'Where',
  since: 'Has it since',
  proven: 'Last read right',
  file: 'SHA-256 of the file',
  toBackups: 'Backups',
  reader: 'the one who reads the share',
  check: {
    open: 'Check one share',
    title: 'Check one share alone',
    lead: 'Is this paper still read right, and of which set is it? Nothing is opened, and one share alone opens nothing.',
    wanted: 'It should belong to',
    anySet: 'Whichever set it names',
    label: 'The share, as it stands on the paper',
    submit: 'Check this share',
    again: 'Check another share',
    word: { good: 'In order', bad: 'Not in order', wrong: 'Another paper' },
    good: (share: string) => `${share} is read right.`,
    void: (share: string) => `${share} is read right, but its set is void: destroy this paper.`,
    share: (number: number, set: string) => `Share ${String(number)} of set ${set}`,
    shareOnly: (number: number) => `Share ${String(number)}`,
    aShare: 'The share',
    groups: (share: string, names: string, count: number) =>
      `${share} is not read right in ${count === 1 ? 'group' : 'groups'} ${names}.`,
    tooFew: (share: string, count: number) =>
      `${share} is not whole: ${plural('en', count, { one: 'character is', other: 'characters are' })} missing.`,
    tooMany: (share: string, count: number) =>
      `${share} has ${plural('en', count, { one: 'character', other: 'characters' })} too many.`,
    firstMistake: (group: number) => `The first mistake is in group ${String(group)}.`,
    whole: 'The groups of this share do not belong together.',
    start: 'This is no share: it does not begin with DCMKEY1.',
    alphabetOf: (letters: string) =>
      `This is no share as it was typed: in DCMKEY, the letters ${letters} are of another alphabet and only look the same.`,
    alphabet: 'This is no share as it was typed: it begins with letters of another alphabet.',
    alphabetIn: (groups: string, count: number) =>
      `${count === 1 ? 'Group' : 'Groups'} ${groups} ${count === 1 ? 'holds' : 'hold'} letters of another alphabet, which may look the same.`,
    version: 'This share is of a version that is not known here.',
    refused: 'This share holds values that no share has.',
    foreign: (share: string, wanted: string) => `${share} belongs to another set than ${wanted}.`,
    otherSplit: (share: string) => `${share} names a set that is known here, but another split of it.`,
    duplicate: (share: string) => `${share} is here already.`,
    made: (share: string) => `This is not the paper that was shown: ${share} was another one.`,
    next: {
      OK: 'Put the paper back into its bag. That all shares together open the backup, only a drill shows.',
      SHARE_DAMAGED:
        'Compare these places with the paper, and read it again. If the paper itself is damaged, make a new set.',
      SHARE_VERSION: 'Use the newest version of the app. The share itself may be in order.',
      SHARE_REFUSED: 'It was not made by this program, or was made to mislead: keep it, and tell security.',
      SHARE_FOREIGN: 'Look for the paper with the right set number. Shares of two sets never go together.',
      SHARE_DUPLICATE: 'Each share counts once. Bring another one.',
      SHARE_WRONG:
        'It is well formed, but it was written wrong or made up. Keep this paper, tell security, and bring the right one.',
      keyboard: 'Switch the keyboard to English letters, and type them again.',
      void: 'Destroy the paper before witnesses, and note it at the key: its copy is gone.',
    },
    custodian: 'Kept by',
    when: 'When',
    split: 'Split',
    compared: 'Compared with the one that was shown',
    comparisons: {
      same: 'The very same',
      different: 'Another one',
      'not-compared': 'Could not be compared: nothing was kept of it here. “Last read right” stays as it was',
    },
    record: 'In the audit trail',
    records: {
      recorded: 'Recorded',
      'set-unknown': 'Not recorded: this set is not known on this computer',
      'not-recorded': 'Not recorded: the trail can’t be written now. Write it down',
    },
  },
  certificates: 'Certificates',
  drillOpen: 'Hold a restore drill',
  opening: {
    fileTitle: 'The backup file',
    fileLead:
      'It lies in every custodian’s bag, as backup-….json. It is sealed: without the shares nobody can read a key in it.',
    choose: 'Choose the backup file…',
    dropHere: 'or drop it here',
    bring: (threshold: number, set: string) =>
      `You need the file of set ${set} and ${String(threshold)} of these papers:`,
    title: (set: string) => `Set ${set}`,
    key: 'Key',
    stateThen: 'In the backup',
    stateHere: 'Here, now',
    notHere: 'Not in this home',
    changedTitle: (count: number) =>
      count === 1
        ? 'A key is not what it was in this backup'
        : `${String(count)} keys are not what they were in this backup`,
    changedBody:
      'The backup knows nothing of what came later. Whoever restores it elsewhere must be told, or a key that was suspended or stolen would sign again.',
    more: 'About this file',
    known: 'In this register',
    unknownSet: 'This set is not known here',
    sharesTitle: (number: number, threshold: number) => `Share ${String(number)} of ${String(threshold)}`,
    sharesLead: 'One custodian at a time comes to the screen. The others turn away.',
    taken: 'Shares that are here',
    left: (count: number) => `${plural('en', count, { one: 'more share is', other: 'more shares are' })} needed`,
    take: 'Give this share',
    forgotten: {
      left: {
        title: 'The shares were forgotten',
        next: 'Nobody went on for 15 minutes, so the shares that had been given were forgotten. Begin again with the first one.',
      },
      refused: {
        title: 'These shares don’t open this file',
        next: 'All of them were forgotten, and nothing was changed. One share is not what it says, or the file was changed: try other shares, and the file from another bag.',
      },
    },
    again: 'Forget all this and begin again',
  },
  drill: {
    title: 'Restore drill',
    lead: 'Could this backup be restored? The keys are rebuilt in memory, sign once, and are dropped. Nothing is changed.',
    otherSet: (opened: string, wanted: string) => `This is the file of set ${opened}, not of ${wanted}`,
    otherSetNext: 'You can prove it all the same. The set that you came for stays due.',
    proveTitle: 'Prove the backup',
    proveLead: (keys: number) =>
      `All shares are here. ${keys === 1 ? 'The key is rebuilt, signs a challenge, and is dropped' : `${String(keys)} keys are rebuilt, each signs a challenge, and they are dropped`}.`,
    bag: (share: string) => `${share}: where this paper goes now`,
    bagHint: 'Safe and number of the new bag',
    bagWas: (place: string) => `It was: ${place}. Leave it empty if it goes back there.`,
    prove: 'Prove it, and sign the certificate',
    doneTitle: (set: string) => `Proven: set ${set} could be restored today`,
    doneBody: (next: string) =>
      `To be proven again by ${next}. Each custodian puts the paper into its new bag now, before leaving.`,
  },
  drillElsewhere: 'Prove a backup that was made on another computer.',
  restore: {
    open: 'Restore keys',
    title: 'Restore keys from a backup',
    lead: 'Brings every key of a backup into this home: the same keys, with their ids, their states, their forerunners and their registrations.',
    knownTitle: (count: number) =>
      `Not here: this home knows ${count === 1 ? 'this key' : `${String(count)} of these keys`} already`,
    knownEnded:
      'Here it is known that a key was stolen or deleted. A backup takes neither back: such a key must not sign again anywhere.',
    knownBody:
      'Nothing is ever restored over a key that is known. Use the key that is here, or restore into a new home on another computer.',
    decideTitle: 'May these keys sign again?',
    decideLead:
      'All shares are here. The backup does not know what happened after it was made: somebody must decide for each key that could sign then.',
    comesBack: (key: string) => `${key} comes back`,
    suspended: 'Suspended',
    suspendedHint: 'It signs no token until an officer makes it active on its page. Choose this if you are not sure.',
    active: 'Active',
    activeHint: (day: string) =>
      `It may sign at once, as on ${day}. Only if you know that it was not suspended, retired or stolen since.`,
    asItWas: (key: string, state: string) => `${key} comes back as it was: ${state}`,
    reason: 'Who says that it may sign, and how was that found out?',
    reasonHint:
      'It is kept in the audit trail. For example: the old trail was read to its end, ticket INC-204, O. Koval.',
    whole: 'All keys of the backup come back together, or none',
    wholeBody:
      'The restore is one line in the audit trail, with the shares that opened it and the trail that the keys come from.',
    submit: (keys: number) => (keys === 1 ? 'Restore the key' : `Restore ${String(keys)} keys`),
    doneTitle: (keys: number, set: string) =>
      keys === 1 ? `The key of set ${set} is here again` : `${String(keys)} keys of set ${set} are here again`,
    doneBody: (day: string) =>
      `The backup is of ${day}: what came later is not known here, and stands in the old trail.`,
    keysTitle: 'Keys that are here again',
    state: 'Is now',
    nextTitle: 'What to do now',
    nextTrail: 'Read the old audit trail from the event below on. What it says of these keys, say here too.',
    nextPapers: (threshold: number) =>
      `${String(threshold)} papers of this set were read. Put them into new bags, or make a new set and destroy the old papers.`,
    nextProve: 'Ask DCM whether it still knows each key: on the page of the key, “Prove that DCM accepts it”.',
    fromInstall: 'Made by installation',
    fromHead: 'Old trail, last event then',
    fromSigner: 'Its evidence key',
    toKeys: 'To the keys',
  },
  verify: {
    open: 'Check a certificate',
    title: 'Check the certificate of a drill',
    lead: 'Needs no key, keychain or network. Only what is in the file is judged.',
    known: (set: string) => `Genuine: the drill of set ${set} is certified by the installation you named.`,
    knownNext: 'That the drill took place is the word of that installation. Compare its date with the one you expect.',
    intact: (set: string) => `Intact, signer unknown: nothing was changed in the certificate of set ${set}.`,
    other: (set: string) =>
      `Intact, but another signer: the certificate of set ${set} is not by the installation you named.`,
  },
  certificate: {
    title: 'Certificate of a restore drill',
    noneTitle: 'No drill was held here',
    noneBody: 'The certificate of a drill stays on the computer where the drill was held.',
    which: 'Held on',
    print: 'Print',
    save: 'Save the certificate, signed',
    saved: 'Saved',
    heading: (set: string) => `Restore drill of backup set ${set}`,
    sentence: (at: string, shares: string, keys: number) =>
      `On ${at}, shares ${shares} gave back ${keys === 1 ? 'the key' : `the ${String(keys)} keys`} below.`,
    how: 'Each key was rebuilt in memory and signed a fresh challenge. The signature passed with its public half, and its fingerprint is the one below.',
    notClaimed:
      'The keys were not kept. That nothing of them is left in memory is not claimed: no program can prove that.',
    keysTitle: 'Keys that came back',
    thumbprint: 'Fingerprint (RFC 7638)',
    compared: 'Compared with',
    comparedWith: { home: 'the record of this home', file: 'the backup file alone: this home did not know the key' },
    sharesTitle: 'Shares that opened it',
    unknownKeeper: 'keeper not known here',
    newBag: 'New bag',
    factsTitle: 'For the auditor',
    at: 'Held on',
    evidenceKey: 'Signed by the evidence key',
    trail: 'Audit trail at that time',
    installation: 'Installation',
    signHere: 'Signatures',
    officer: 'Security officer',
    name: 'Name',
    signature: 'Signature',
    date: 'Date',
  },
  recoveryTitle: 'Restoring without this app',
  recoveryLead:
    'recovery.html is one file that restores keys from shares and the backup file in any current browser, with no network and nothing to install.',
  recoverySave: 'Save recovery.html…',
  recoverySaved: (path: string) => `Saved: ${path}`,
  recoveryDigest: 'SHA-256, as reported by the app itself',
  recoveryCompare:
    'Compare it with recovery.html.sha256 of the release, from a second medium. Then put the file and the printed SHA-256 into every bag.',
  recoveryWhere:
    'It also lies beside the installed app, in the folder “resources”, with its SHA-256: nobody needs a running app to find it.',
} as const;
