import type { caseContract } from '../../shared/ipc/case-contract.ts';
import type { CaseItem } from '../../shared/model/case.ts';
import { verifyCase } from '../domain/case-check.ts';
import type { Handlers, Services } from './handlers.ts';

/** A case holds its tokens and its sets of keys. */
const FILE_MAX_BYTES = 64 * 1024 * 1024;

/** Answers about cases. */
export function createCaseHandlers({
  home,
  documents,
  judgedLately,
  pickedFiles,
  changing,
}: Services): Pick<Handlers, keyof typeof caseContract> {
  const added = async ({ seq }: CaseItem) => await changing({ seq });
  return {
    'case.list': () => [...home.cases.list()],
    'case.read': ({ id }) => {
      const { summary, items } = home.cases.read(id);
      return { summary, items: items.map(withoutToken), kept: items.filter(isKept).map(({ seq }) => seq) };
    },
    'case.open': ({ title }) => changing(home.cases.open(title)),
    'case.addToken': ({ id, tokenSha256, token, note }) =>
      added(home.cases.addToken(id, { tokenSha256, token, note, ...judgedLately.find(tokenSha256) })),
    'case.addNote': ({ id, text }) => added(home.cases.addNote(id, text)),
    'case.addSnapshot': ({ id, snapshot }) => added(home.cases.addSnapshot(id, snapshot)),
    'case.close': ({ id, reason }) => added(home.cases.close(id, reason)),
    'case.reopen': ({ id, reason }) => added(home.cases.reopen(id, reason)),
    'case.export': async ({ id }) => {
      const document = await changing(home.caseExports.create(id));
      const text = `${JSON.stringify(document, null, 2)}\n`;
      return { ...documents.keep({ fileName: `case-${id}.json`, text }), fingerprint: home.caseExports.fingerprint() };
    },
    'case.verify': async ({ file, trusted }) => verifyCase(await pickedFiles.read(file, FILE_MAX_BYTES), trusted),
    'case.report': ({ id, showsSub, showsObj }) => home.caseReports.create(id, { sub: showsSub, obj: showsObj }),
  };
}

function isKept({ content }: CaseItem): boolean {
  return content.kind === 'token' && content.token !== null;
}

function withoutToken(item: CaseItem): CaseItem {
  return item.content.kind === 'token' ? { ...item, content: { ...item.content, token: null } } : item;
}
