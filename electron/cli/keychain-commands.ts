import { describeKeychain, type KeychainComparison } from '../domain/keychain-identity.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';

/** Which keychain a home has used, and which one would answer now. Neither command opens it. */
export const keychainCommands: readonly Command[] = [
  {
    words: 'keychain show',
    summary: 'which keychain this home has used, and which one would answer now',
    flags: {},
    positionals: [],
    async run({ home: openHome, output }) {
      const home = await openHome('read');
      const comparison = home.session.comparison();
      const kind = home.session.kind();
      const { status, was, is } = comparison ?? NOTHING;
      home.trail.note('command.run', { command: 'keychain show' });
      output.result({ kind, status, was, is }, [
        SENTENCES[status],
        ...(was === null ? [] : [`so far  ${describeKeychain(was)}`]),
        ...(is === null ? [] : [`now     ${describeKeychain(is)}`]),
        ...(is === null ? [] : [PROTECTION[is.service]]),
      ]);
      return status === 'changed' || status === 'missing' ? EXIT.keychain : EXIT.done;
    },
  },
  {
    words: 'keychain accept',
    summary: '--reason R: says that the keychain which answers now is meant, though it is another one than before',
    flags: { reason: 'value' },
    positionals: [],
    async run({ home: openHome, args, output }) {
      const reason = args.required('reason');
      const { session } = await openHome('write');
      session.acceptChange(reason);
      const { status, was, is } = session.comparison() ?? NOTHING;
      output.result({ kind: session.kind(), status, was, is }, [
        `from now on this home uses ${describeKeychain(is)}`,
        'whether its keys are there: dcm-keys key check KID',
      ]);
      return EXIT.done;
    },
  },
];

const NOTHING: KeychainComparison = { status: 'unknown', was: null, is: null };

const SENTENCES: Readonly<Record<KeychainComparison['status'], string>> = {
  same: 'the keychain is the one that this home has used',
  changed: 'another keychain would answer than this home has used: it is not opened before you say that it is meant',
  missing: 'the vault of this home is not there: put vault.json back from a copy',
  unknown: 'nothing has been kept in a keychain yet',
};

/** What each keychain protects from, and what it does not. */
const PROTECTION = {
  'secret-service': 'every program of this user can read what an unlocked collection holds',
  'macos-keychain': 'the system ties an entry to this program, and asks again after an update with another signature',
  'credential-manager': 'where profiles roam, entries are visible to the same user on other computers',
  'sealed-vault': 'one file, vault.json, as strong as its passphrase',
  memory: 'nothing is kept: for practice only',
} as const;
