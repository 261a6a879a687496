import type { Ceremonies } from '../../../electron/services/ceremonies.ts';
import type { CeremonyPerson } from '../../../shared/model/ceremony.ts';
import { actDue, goOn } from '../../services/ceremony-driver.ts';
import { SAMPLE_SCRIPT } from './ceremony-script.ts';

const PEOPLE: readonly CeremonyPerson[] = [
  { role: 'administrator', name: 'Olena Koval', document: 'ID card …4711' },
  { role: 'witness', name: 'Ihor Bondar', document: 'ID card …4712' },
  { role: 'custodian', name: 'Nadiia Shevchuk', document: 'ID card …4713' },
  { role: 'custodian', name: 'Taras Melnyk', document: 'ID card …4714' },
  { role: 'custodian', name: 'Oksana Lysenko', document: 'ID card …4715' },
];
/** As the format writes it; it opens nothing. */
export const SHARE =
  'DCMKEY1-0AB3K-9QWRT-7HJKM-3NPXZ-0FGH2-RT5VX-8MNPQ-2KDWE-Y7XZ4-QHJ3C-6TBVN-9XM2P-KQ8WR-T4YZ5-H3JK7-M9NPQ-2WDXE-6RTVX-Z8BCF-4GHJK';

const SCRIPT = `${JSON.stringify(SAMPLE_SCRIPT, null, 2)}\n`;
const TYPED = { threshold: '2', shares: '3', decision: 'No. 17 of 26 November', papers: '3, shredder', share: SHARE };

interface Rooms {
  readonly real: Ceremonies;
  readonly rehearsals: Ceremonies;
  /** Ends the process that held the real ones. */
  readonly restart: () => Ceremonies;
}

/** One ceremony at each step at which a room stands long, in this order: C-2026-001 to 006, R-2026-001 and 002. */
export async function prepareCeremonies({ real, rehearsals, restart }: Rooms): Promise<void> {
  async function heldTo(ceremonies: Ceremonies, step?: string, people = PEOPLE): Promise<string> {
    const { id } = await ceremonies.start(SCRIPT, people);
    await goOn(ceremonies, id, TYPED, step);
    return id;
  }
  const isVoid = await heldTo(real, 'share.2');
  await real.showShare(isVoid, 'share.2');
  const now = restart();
  await now.resume(isVoid);
  await heldTo(now, 'fingerprint');
  await heldTo(now, 'share.2');
  await heldTo(now, 'back.2');
  const stopped = await heldTo(now, 'fingerprint');
  await actDue(now, stopped);
  try {
    now.confirm(stopped, 'fingerprint', { language: 'en', words: ['a', 'b', 'c', 'd'], text: '' });
  } catch {
    // It is what stops the step.
  }
  now.pause(await heldTo(now, 'machine'), 'lunch');
  await heldTo(rehearsals, 'people', PEOPLE.slice(0, 3));
  await heldTo(rehearsals);
}
