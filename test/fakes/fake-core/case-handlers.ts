import type { caseContract } from '../../../shared/ipc/case-contract.ts';
import type { AppEvent, Input, Output } from '../../../shared/ipc/contract.ts';
import type { CaseContent, CaseItem } from '../../../shared/model/case.ts';
import { verdictFacts } from '../../../electron/domain/case-facts.ts';
import { caseStateOf, caseTitleOf } from '../../../electron/domain/case-item.ts';
import { caseReport } from '../../../electron/domain/case-report.ts';
import { type FakeFacts, NOW } from './facts.ts';
import { Refusal } from './refusal.ts';
import { fakeVerdict, sampleToken } from './verdicts.ts';

type Handlers = {
  readonly [C in keyof typeof caseContract]: (input: Input<C>) => Output<C> | Promise<Output<C>>;
};

const BY = 'o.koval@desk-7 (not verified)';
const SALT = '5a'.repeat(32);
const SIGNER = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';

/** Cases in memory: in the incident there is one already. */
export function createCaseHandlers(facts: FakeFacts, emit: (event: AppEvent) => void): Handlers {
  const cases = new Map<string, CaseItem[]>();
  if (facts.items.some(({ urgency }) => urgency === 'now')) {
    for (const content of incident()) put('2026-001', content);
  }

  function put(id: string, content: CaseContent): { seq: number } {
    const items = cases.get(id) ?? [];
    const seq = items.length + 1;
    const frame = { case: id, seq, at: NOW, by: BY, auditSeq: 40 + seq, content };
    cases.set(id, [...items, { ...frame, prevHash: '0'.repeat(64), hash: '1'.repeat(64) }]);
    emit({ type: 'changed' });
    return { seq };
  }
  function itemsOf(id: string): readonly CaseItem[] {
    const items = cases.get(id);
    if (items === undefined) throw new Refusal('CASE_NOT_FOUND', `there is no case "${id}"`);
    return items;
  }
  function summary(id: string) {
    const items = itemsOf(id);
    const times = { openedAt: NOW, openedBy: BY, changedAt: NOW };
    return { id, title: caseTitleOf(items), state: caseStateOf(items), items: items.length, ...times };
  }

  return {
    'case.list': () => [...cases.keys()].toReversed().map(summary),
    'case.read': ({ id }) => ({ summary: summary(id), items: [...itemsOf(id)], kept: id === '2026-001' ? [3] : [] }),
    'case.open': ({ title }) => {
      const id = `2026-00${String(cases.size + 1)}`;
      put(id, { kind: 'opened', title });
      return summary(id);
    },
    'case.addToken': ({ id, note, token }) => put(id, tokenContent(token ?? sampleToken('genuine'), note)),
    'case.addNote': ({ id, text }) => {
      if (text.includes('eyJ')) throw new Refusal('INPUT_INVALID', 'there is a token in this text');
      return put(id, { kind: 'note', text });
    },
    'case.addSnapshot': ({ id, snapshot }) => {
      const found = facts.snapshots.find((one) => one.id === snapshot);
      if (found === undefined) throw new Refusal('SNAPSHOT_NOT_FOUND', 'no such snapshot');
      const { env, takenAt, source, trust } = found;
      return put(id, { kind: 'snapshot', id: snapshot, env, takenAt, source, trust, sha256: 'ab'.repeat(32) });
    },
    'case.close': ({ id, reason }) => put(id, { kind: 'closed', reason }),
    'case.reopen': ({ id, reason }) => put(id, { kind: 'reopened', reason }),
    'case.export': ({ id }) => ({ document: 'd1', fileName: `case-${id}.json`, fingerprint: SIGNER }),
    'case.verify': () => ({
      ok: true,
      case: '2026-001',
      title: 'Token of an unknown key at the proxy',
      items: 6,
      rejudged: 2,
      notRejudged: 1,
      signer: 'unknown',
      evidenceKey: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
      problem: null,
    }),
    'case.report': ({ id, showsSub, showsObj }) =>
      caseReport({
        id,
        items: itemsOf(id),
        salt: SALT,
        shown: { sub: showsSub, obj: showsObj },
        madeAt: NOW,
        installId: '8f14e45f-ceea-467a-9575-9c2f3d1c7a11',
      }),
  };
}

function tokenContent(token: string, note: string | null): CaseContent {
  const verdict = fakeVerdict(token, 'en', 'any');
  return { kind: 'token', tokenSha256: verdict.tokenSha256, token: null, verdict: verdictFacts(verdict), note };
}

function incident(): readonly CaseContent[] {
  return [
    { kind: 'opened', title: 'Forged sign-ins at the branch in Lviv, ticket 4711' },
    tokenContent(sampleToken('tampered'), 'From the proxy log, 20:14. o.koval@bank.example says that it was not she.'),
    tokenContent(sampleToken('genuine'), null),
    { kind: 'note', text: 'Called DCM at 20:25, call-back to the number on the card. They look for the same kid.' },
    {
      kind: 'snapshot',
      id: 7,
      env: 'dcm-live',
      takenAt: '2026-11-23T20:10:00.000Z',
      source: 'https://api.bank.dcm.example/.well-known/jwks.json',
      trust: 'fetched',
      sha256: 'ab'.repeat(32),
    },
  ];
}
