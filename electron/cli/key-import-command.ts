import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { SIGNATURE_ALGORITHMS } from '../../shared/model/key.ts';
import { AppError } from '../domain/errors.ts';
import { MAX_KEY_FILE_BYTES } from '../domain/private-key-file.ts';
import { usage } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { oneOf } from './input.ts';
import { describeKey } from './key-commands.ts';
import { sourcePassphraseFrom } from './passphrase.ts';

export const keyImportCommand: Command = {
  words: 'key import',
  summary: '--file F [--import-passphrase-fd N] [--kid K] [--alg A] [--label L] [--env NAME] [--draft]',
  flags: {
    file: 'value',
    'import-passphrase-fd': 'value',
    kid: 'value',
    alg: 'value',
    label: 'value',
    env: 'value',
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
      passphrase: sourcePassphraseFrom(fd),
      kid: args.value('kid'),
      alg: args.value('alg') === null ? null : oneOf(run, 'alg', SIGNATURE_ALGORITHMS, null),
      label: args.value('label'),
      env: args.value('env'),
      isDraft: args.has('draft'),
      source: resolve(file),
    };
    const bytes = readKeyBytes(file);
    try {
      const home = await run.home('write');
      const { key, isPlainPrivate } = await home.keyImport.import({ ...request, bytes });
      if (isPlainPrivate) {
        output.remark(
          `"${file}" still holds this private key, open to whoever can read it: wipe it, and every copy of it (backups, mail, the machine that made it). It counts as a known copy: this key is not known to be only here`,
        );
      } else if (key.custody === 'here') {
        output.remark(
          `"${file}" still holds this private key, as safe as its passphrase: it counts as a known copy, wipe it if it is not needed`,
        );
      }
      output.result(key, describeKey(key));
      return EXIT.done;
    } finally {
      bytes.fill(0);
    }
  },
};

/**
 * The bytes of a file that may hold a private key: one buffer that can be zeroed, never longer than any key. A pipe is
 * as good as a file, and better for the key. @throws FILE_UNREADABLE
 */
function readKeyBytes(path: string): Buffer {
  const buffer = Buffer.alloc(MAX_KEY_FILE_BYTES + 1);
  let length = 0;
  try {
    const descriptor = openSync(path, 'r');
    try {
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
  return buffer.subarray(0, length);
}
