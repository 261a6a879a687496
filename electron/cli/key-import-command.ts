import { closeSync, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { heldBySchema, SIGNATURE_ALGORITHMS } from '../../shared/model/key.ts';
import { AppError } from '../domain/errors.ts';
import { MAX_KEY_FILE_BYTES } from '../domain/private-key-file.ts';
import { usage } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { oneOf } from './input.ts';
import { describeKey } from './key-facts.ts';
import { KEY_LIFE_WORDS } from './key-life-words.ts';
import { expiryOf, flowsOf } from './key-options.ts';
import { sourcePassphraseFrom } from './passphrase.ts';

const HOLDERS = heldBySchema.options;

export const keyImportCommand: Command = {
  words: 'key import',
  summary: `--file F [--import-passphrase-fd N] [--kid K] [--alg A] [--label L] [--owner O] [--purpose P] [--env NAME] [--flow F]… [--expires ISO] [--replaces KID] [--held-by ${HOLDERS.join('|')}] [--draft]`,
  flags: {
    file: 'value',
    'import-passphrase-fd': 'value',
    kid: 'value',
    alg: 'value',
    label: 'value',
    owner: 'value',
    purpose: 'value',
    env: 'value',
    flow: 'repeated',
    expires: 'value',
    replaces: 'value',
    'held-by': 'value',
    draft: 'switch',
  },
  positionals: [],
  async run(run) {
    const { args, output } = run;
    const file = args.required('file');
    const fd = args.value('import-passphrase-fd');
    if (fd !== null && fd === args.value('passphrase-fd')) {
      throw usage('the vault and the file need a descriptor each', '--passphrase-fd 3 --import-passphrase-fd 4');
    }
    const request = {
      passphrase: sourcePassphraseFrom(fd, run.language),
      kid: args.value('kid'),
      alg: args.value('alg') === null ? null : oneOf(run, 'alg', SIGNATURE_ALGORITHMS, null),
      label: args.value('label'),
      env: args.value('env'),
      expiresAt: expiryOf(run),
      isDraft: args.has('draft'),
      details: {
        owner: args.value('owner'),
        purpose: args.value('purpose'),
        flows: flowsOf(run),
        replaces: args.value('replaces'),
        heldBy: args.value('held-by') === null ? null : oneOf(run, 'held-by', HOLDERS, null),
      },
    };
    const { bytes, isKept } = readKeyBytes(file);
    const source = isKept ? realpathSync(file) : null;
    try {
      const home = await run.home('write');
      const { key, isPlainPrivate } = await home.keyImport.import({ ...request, bytes, source });
      const words = KEY_LIFE_WORDS[run.language];
      if (source !== null && isPlainPrivate) {
        output.remark(words.openFile(file));
      } else if (source !== null && key.custody === 'here') {
        output.remark(words.sealedFile(file));
      }
      output.result(key, describeKey(key, run.language));
      return EXIT.done;
    } finally {
      bytes.fill(0);
    }
  },
};

/**
 * The bytes of a file that may hold a private key: one buffer that can be zeroed, never longer than any key. A pipe is
 * as good as a file, and better for the key: it keeps nothing (`isKept`). @throws FILE_UNREADABLE
 */
function readKeyBytes(path: string): { readonly bytes: Buffer; readonly isKept: boolean } {
  const buffer = Buffer.alloc(MAX_KEY_FILE_BYTES + 1);
  let length = 0;
  let isKept = true;
  try {
    const descriptor = openSync(path, 'r');
    try {
      isKept = fstatSync(descriptor).isFile();
      for (let read = -1; read !== 0 && length < buffer.length; length += read) {
        read = readSync(descriptor, buffer, length, buffer.length - length, null);
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    buffer.fill(0);
    const isFolder = (cause as NodeJS.ErrnoException).code === 'EISDIR';
    throw new AppError('FILE_UNREADABLE', isFolder ? `"${path}" is a folder` : `"${path}" cannot be read`, {
      hint: isFolder ? 'name the one file in it that holds the key' : 'check the name, and that you may read it',
      cause,
    });
  }
  return { bytes: buffer.subarray(0, length), isKept };
}
