import { writeSync } from 'node:fs';
import { openStore } from '../../../electron/adapters/sqlite/database.ts';
import { verifyChain } from '../../../electron/domain/audit-chain.ts';
import { AppError } from '../../../electron/domain/errors.ts';
import { appendEvent, codeOf, contentOf } from './homes.ts';

/** A process that opens a home, reads all of it, tries to write, and says on its standard output what it found. */
function main(folder: string): unknown {
  try {
    const store = openStore({ folder });
    if (store === null) return { error: 'no home' };
    const answer = {
      isWritable: store.isWritable,
      content: contentOf(store),
      chain: verifyChain(store.audit.all(), [], { evidenceKey: null }).ok,
      writes: [
        codeOf(() => store.write(() => appendEvent(store))),
        codeOf(() => store.facts.set('a', 'b')),
        codeOf(() => store.intents.delete('a')),
        codeOf(() => appendEvent(store)),
      ],
    };
    store.close();
    return answer;
  } catch (error) {
    return { error: error instanceof AppError ? error.code : String(error) };
  }
}

writeSync(1, JSON.stringify(main(process.argv[2] ?? '')));
