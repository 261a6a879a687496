import { writeSync } from 'node:fs';
import { appendEvent, open } from './homes.ts';

/**
 * A process that writes to a home and says on its standard output what is durable, one line per transaction:
 * `crashing-writer.ts FOLDER crash COUNT` kills itself after COUNT, `… FOLDER run COUNT` ends in good order.
 */
const [folder = '', ending, count = '0'] = process.argv.slice(2);
writeSync(1, 'ready\n');
const store = open(folder);
writeSync(1, 'open\n');
for (let at = 0; at < Number(count); at += 1) {
  const event = store.write(() => {
    const written = appendEvent(store, `${String(process.pid)}.${String(at)}`);
    // The change and its event: after any crash both are there or neither.
    store.facts.set('last', written.hash);
    store.facts.set(`count-${String(process.pid)}`, String(at + 1));
    return written;
  });
  writeSync(1, `${String(event.seq)} ${event.hash}\n`);
}
if (ending === 'crash') process.kill(process.pid, 'SIGKILL');
store.close();
