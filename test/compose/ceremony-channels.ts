import { expect } from 'vitest';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import { PEOPLE } from '../services/ceremony-driver.ts';

type Ask = <C extends Channel>(channel: C, input?: unknown) => Promise<Output<C>>;
type CodeOf = (channel: Channel, input?: unknown) => Promise<string>;

/**
 * Uses every channel of ceremonies: one that is begun, broken off for a while, and aborted. What it can't be asked for at its
 * first step is refused with a code.
 */
export async function useCeremonies(ask: Ask, codeOf: CodeOf): Promise<void> {
  await ask('window.protect', { isOn: true });
  await ask('window.protect', { isOn: false });
  expect((await ask('ceremony.scripts')).map(({ script }) => script.name)).toContain('delete-key');
  const { text } = await ask('ceremony.script', { name: 'delete-key', text: null });
  const { id, now } = await ask('ceremony.start', { script: text, isRehearsal: false, people: PEOPLE });
  expect(await ask('ceremony.list')).toMatchObject([{ id, state: 'running' }]);
  const step = now?.id ?? '';
  const person = { role: 'auditor', name: 'Larysa Auditor', document: 'passport AA 9' };
  const [, witness] = PEOPLE;
  await ask('ceremony.arrive', { id, person });
  await ask('ceremony.leave', { id, slot: 'auditor', reason: 'the telephone' });
  await ask('ceremony.comeBack', { id, slot: 'auditor' });
  const { document } = person;
  await ask('ceremony.replacePerson', { id, slot: 'auditor', name: 'Petro Auditor', document, reason: 'drill' });
  await ask('ceremony.pause', { id, reason: 'lunch' });
  expect(await ask('ceremony.resume', { id })).toMatchObject({ state: 'running' });
  const refusals = {
    act: await codeOf('ceremony.act', { id, step: 'close-split', values: {} }),
    share: await codeOf('ceremony.showShare', { id, step }),
    file: await codeOf('ceremony.file', { id }),
    deviation: await codeOf('ceremony.deviate', { id, text: 'drill', confirmedBy: ['witness', 'witness'] }),
    words: await codeOf('ceremony.confirm', { id, step: 'close-split', language: 'en', words: [], text: '' }),
  };
  expect(Object.values(refusals)).not.toContain('OK');
  expect(Object.values(refusals)).not.toContain('INTERNAL');
  const { blocks, signatures } = await ask('ceremony.report', { id, language: 'uk' });
  expect(signatures.map((one) => one.name)).toContain(witness?.name);
  expect(blocks.length).toBeGreaterThan(2);
  expect(await ask('ceremony.abort', { id, reason: 'drill' })).toMatchObject({ state: 'aborted' });
  expect(await ask('ceremony.state', { id })).toMatchObject({ state: 'aborted', now: null });
  const { entries, lines } = await ask('ceremony.transcript', { id, language: 'en' });
  expect(entries.length).toBeGreaterThan(8);
  expect(lines).not.toHaveLength(0);
  expect(await ask('ceremony.export', { id })).toMatchObject({
    fileName: expect.stringContaining('ceremony') as string,
  });
}
