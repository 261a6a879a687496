export const PROTECTION_EN = {
  'os-win32': {
    name: 'System keychain: Windows Credential Manager',
    statements: [
      'Your Windows sign-in opens it; there is no question of its own.',
      'Any program that runs as you can read the entry.',
      'In a domain with roaming profiles the entry travels with your profile: to the profile server, and to every computer where you sign in.',
    ],
  },
  'os-darwin': {
    name: 'System keychain: login keychain of macOS',
    statements: [
      'It opens with your login. Another program that wants the entry is stopped by a prompt of macOS.',
      '“Always Allow” in that prompt ends the asking for that program: press it for DCM Key Manager only.',
    ],
  },
  'os-linux': {
    name: 'System keychain: login collection of this desktop',
    statements: [
      'Once the collection is open, every program of your session can read the entry.',
      'It may be opened at login already, without a question of its own.',
    ],
  },
  sealed: {
    name: 'Sealed vault: a file in the home’s folder',
    statements: [
      'It is as strong as its passphrase: whoever has the file can try passphrases for as long as he likes.',
      'It is copied along with the folder: every backup of the folder holds this key, sealed.',
    ],
  },
  memory: {
    name: 'Memory, for practice only',
    statements: ['Nothing protects it but the app itself, and it ends with the app: never use it for a real key.'],
  },
  elsewhere: {
    name: 'Elsewhere: the private half is not on this computer',
    statements: ['How it is protected is known to its holder. Only the public half is here.'],
  },
  gone: {
    name: 'Deleted from this computer’s keychain',
    statements: ['There is nothing left to protect here. Copies outside of this keychain were not reached.'],
  },
} as const;

export const COPY_PLACES_EN = {
  'roaming-profile':
    'The Windows profile: with roaming profiles, the profile server and every computer where you signed in.',
  'import-file': 'The file that it was imported from, and whatever that file was copied to.',
  'vault-copies': 'Backups of the home’s folder: each holds the sealed vault as it was then.',
} as const;
