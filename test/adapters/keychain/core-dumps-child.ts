import { readFileSync } from 'node:fs';
import { forbidCoreDumps } from '../../../electron/adapters/keychain/core-dumps.ts';

/** Prints the limit of its core dumps before and after it has forbidden them: soft and hard, in bytes. */
const limits = (): string[] =>
  /^Max core file size +(\S+) +(\S+)/mu.exec(readFileSync('/proc/self/limits', 'utf8'))?.slice(1) ?? [];

const before = limits();
forbidCoreDumps();
process.stdout.write(JSON.stringify({ before, after: limits() }));
