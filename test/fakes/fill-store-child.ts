import { AppError } from '../../electron/domain/errors.ts';
import { namelessSpills } from '../../electron/adapters/spill/nameless-spill.ts';
import { createScanStore } from '../../electron/services/scan-store.ts';
import { scanUse } from './scan-uses.ts';

// A program of its own: what a window has found, until the folder for temporary files is full.
const store = createScanStore(namelessSpills());
let [added, code] = [0, ''];
try {
  for (; added < 100_000; added += 1) store.add(scanUse(added, added));
} catch (error) {
  code = error instanceof AppError ? error.code : String(error);
}
const page = (offset: number) => store.page({}, { by: 'place', isDescending: false }, offset, 1);
const { total } = page(0);
const readable = [0, 1, Math.floor(total / 2), total - 1].map((at) => page(at).rows[0]?.source.line);
const each = [...store.each({})].length;
const { uses } = store.counts();
store.erase();
process.stdout.write(JSON.stringify({ code, added, total, readable, each, uses }));
