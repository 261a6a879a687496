import type { ceremonyContract } from '../../shared/ipc/ceremony-contract.ts';
import type { ReadScript } from '../domain/ceremony-script.ts';
import { readScriptToBegin } from '../domain/ceremony-script-start.ts';
import { transcriptText } from '../domain/ceremony-transcript.ts';
import { AppError } from '../domain/errors.ts';
import { shippedScripts } from '../domain/shipped-scripts.ts';
import type { Ceremonies } from '../services/ceremonies.ts';
import type { Handlers, Services } from './handlers.ts';

/** Answers about ceremonies. */
export function createCeremonyHandlers({
  ceremonyRooms,
  documents,
  changing,
}: Pick<Services, 'ceremonyRooms' | 'documents' | 'changing'>): Pick<Handlers, keyof typeof ceremonyContract> {
  const at = (id: string): Ceremonies => ceremonyRooms.of(id).ceremonies;
  return {
    'ceremony.scripts': () => shippedScripts().map(({ text: _text, ...script }) => script),
    'ceremony.script': ({ name, text }) => scriptOf(name, text),
    'ceremony.list': () => [...ceremonyRooms.list()],
    'ceremony.start': ({ script, isRehearsal, people }) =>
      changing(ceremonyRooms.forNew(isRehearsal).ceremonies.start(script, people)),
    'ceremony.state': ({ id }) => at(id).state(id),
    'ceremony.act': ({ id, step, values }) => changing(at(id).act(id, step, values)),
    'ceremony.showShare': ({ id, step }) => at(id).showShare(id, step),
    'ceremony.file': ({ id }) => {
      const file = at(id).file(id);
      return documents.keep({ ...file, onSaved: () => at(id).fileSaved(id, file) });
    },
    'ceremony.confirm': ({ id, step, ...gives }) => changing(at(id).confirm(id, step, gives)),
    'ceremony.deviate': ({ id, ...said }) => changing(at(id).deviate(id, said)),
    'ceremony.pause': ({ id, reason }) => changing(at(id).pause(id, reason)),
    'ceremony.resume': ({ id }) => changing(at(id).resume(id)),
    'ceremony.abort': ({ id, reason, papers }) => changing(at(id).abort(id, reason, papers)),
    'ceremony.arrive': ({ id, person }) => changing(at(id).arrive(id, person)),
    'ceremony.leave': ({ id, slot, reason }) => changing(at(id).leave(id, slot, reason)),
    'ceremony.comeBack': ({ id, slot }) => changing(at(id).comeBack(id, slot)),
    'ceremony.replacePerson': ({ id, slot, ...by }) => changing(at(id).replacePerson(id, slot, by)),
    'ceremony.transcript': ({ id, language }) => {
      const { entries, lines } = ceremonyRooms.of(id).ceremonyPapers.transcript(id, language);
      return { entries: [...entries], lines: [...lines] };
    },
    'ceremony.export': async ({ id }) => {
      const papers = ceremonyRooms.of(id).ceremonyPapers;
      const text = transcriptText(await changing(papers.export(id)));
      const fileName = id.startsWith('R-') ? `REHEARSAL-${id}.json` : `ceremony-${id}.json`;
      return { ...documents.keep({ fileName, text }), fingerprint: papers.fingerprint() };
    },
    'ceremony.report': ({ id, language }) => {
      const { blocks, signatures, ...report } = ceremonyRooms.of(id).ceremonyPapers.report(id, language);
      return {
        ...report,
        blocks: blocks.map(({ title, lines, table }) => ({
          title,
          lines: [...lines],
          table: table && { columns: [...table.columns], rows: table.rows.map((cells) => [...cells]) },
        })),
        signatures: [...signatures],
      };
    },
  };
}

function scriptOf(name: string | null, text: string | null): ReadScript {
  if (text !== null) return readScriptToBegin(Buffer.from(text, 'utf8'));
  const shipped = shippedScripts().find(({ script }) => script.name === name);
  if (shipped !== undefined) return shipped;
  throw new AppError('INPUT_INVALID', 'there is no such script', { hint: 'choose one from the list' });
}
