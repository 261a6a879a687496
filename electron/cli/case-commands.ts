import type { CaseItem, CaseSummary } from '../../shared/model/case.ts';
import { usage } from './arguments.ts';
import type { Command, Run } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { columns } from './output.ts';
import { readJudgeRequest } from './token-commands.ts';

const KEPT =
  'the token itself is kept in this case for good: it may still be live, and whoever reads this home can use it until it expires';

export const caseCommands: readonly Command[] = [
  {
    words: 'case open',
    summary: 'TITLE: opens a case, a folder of evidence for one incident',
    flags: {},
    positionals: ['TITLE'],
    async run(run) {
      const opened = (await run.home('write')).cases.open(run.args.positional(0));
      run.output.result(opened, `case ${opened.id} is open`);
      return EXIT.done;
    },
  },
  {
    words: 'case list',
    summary: 'every case, newest first',
    flags: {},
    positionals: [],
    async run(run) {
      const home = await run.home('read');
      const all = home.cases.list();
      home.trail.note('command.run', { command: 'case list' });
      run.output.result(
        all,
        all.length === 0
          ? 'no cases yet: dcm-keys case open TITLE'
          : columns(all.map(({ id, state, openedAt, items, title }) => [id, state, openedAt, String(items), title])),
      );
      return EXIT.done;
    },
  },
  {
    words: 'case show',
    summary: 'ID: its entries, oldest first',
    flags: {},
    positionals: ['ID'],
    async run(run) {
      const home = await run.home('read');
      const { summary, items } = home.cases.read(run.args.positional(0));
      home.trail.note('command.run', { command: 'case show' });
      run.output.result({ ...summary, items }, describeCase(summary, items));
      return EXIT.done;
    },
  },
  {
    words: 'case add',
    summary:
      'ID (--jwks FILE | --env NAME | --snapshot ID | --own) [TOKEN | --file F] [--keep-token] [--note T], or ID --sha256 HEX: adds a token, judged',
    flags: {
      jwks: 'value',
      env: 'value',
      snapshot: 'value',
      own: 'switch',
      profile: 'value',
      leeway: 'value',
      file: 'value',
      sha256: 'value',
      'keep-token': 'switch',
      note: 'value',
    },
    positionals: ['ID', '[TOKEN]'],
    async run(run) {
      const item = run.args.has('sha256') ? await addDigest(run) : await addJudged(run);
      run.output.result(item, describeItem(item));
      if (run.args.has('keep-token') && !run.output.isJson) run.output.remark(KEPT);
      return EXIT.done;
    },
  },
  {
    words: 'case note',
    summary: 'ID TEXT',
    flags: {},
    positionals: ['ID', 'TEXT'],
    run: async (run) =>
      added(run, (await run.home('write')).cases.addNote(run.args.positional(0), run.args.positional(1))),
  },
  {
    words: 'case snapshot',
    summary: 'ID SNAPSHOT: adds a set of DCM’s keys; those that a token was judged by come by themselves',
    flags: {},
    positionals: ['ID', 'SNAPSHOT'],
    async run(run) {
      const id = run.args.positional(1);
      if (!/^\d{1,15}$/u.test(id))
        throw usage('a snapshot is named by its number', 'dcm-keys snapshot list shows them');
      return added(run, (await run.home('write')).cases.addSnapshot(run.args.positional(0), Number(id)));
    },
  },
  {
    words: 'case close',
    summary: 'ID --reason R',
    flags: { reason: 'value' },
    positionals: ['ID'],
    async run(run) {
      const reason = run.args.required('reason');
      return added(run, (await run.home('write')).cases.close(run.args.positional(0), reason));
    },
  },
  {
    words: 'case reopen',
    summary: 'ID --reason R',
    flags: { reason: 'value' },
    positionals: ['ID'],
    async run(run) {
      const reason = run.args.required('reason');
      return added(run, (await run.home('write')).cases.reopen(run.args.positional(0), reason));
    },
  },
];

function added(run: Run, item: CaseItem): typeof EXIT.done {
  run.output.result(item, describeItem(item));
  return EXIT.done;
}

async function addJudged(run: Run): Promise<CaseItem> {
  const { args } = run;
  const request = await readJudgeRequest(run, 1);
  const home = await run.home('write');
  // The case first: for one that is not there, nothing is judged.
  home.cases.read(args.positional(0));
  const verdict = home.tokenChecks.judge(request);
  return home.cases.addToken(args.positional(0), {
    tokenSha256: verdict.tokenSha256,
    token: args.has('keep-token') ? request.token : null,
    verdict,
    jwks: request.source.from === 'jwks' ? request.source.bytes : null,
    note: args.value('note'),
  });
}

/** A token that somebody else has: its digest, read to us on the phone. @throws USAGE_INVALID */
async function addDigest(run: Run): Promise<CaseItem> {
  const { args } = run;
  const digest = args.required('sha256').toLowerCase();
  if (!/^[0-9a-f]{64}$/u.test(digest)) throw usage('--sha256 takes 64 hex digits');
  const others = ['jwks', 'env', 'snapshot', 'own', 'profile', 'leeway', 'file', 'keep-token'];
  if (args.positionals.length > 1 || others.some((flag) => args.has(flag))) {
    throw usage('--sha256 adds a digest alone: leave out the token, and by whose keys it is judged');
  }
  const wanted = { tokenSha256: digest, token: null, verdict: null, jwks: null, note: args.value('note') };
  return (await run.home('write')).cases.addToken(args.positional(0), wanted);
}

function describeCase(
  { id, title, state, openedAt, openedBy }: CaseSummary,
  items: readonly CaseItem[],
): readonly string[] {
  return [`case ${id}, ${state}: ${title}`, `opened ${openedAt} by ${openedBy}`, '', ...items.map(describeItem)];
}

function describeItem({ seq, at, auditSeq, content }: CaseItem): string {
  return `${String(seq).padStart(4)}  ${at}  event ${String(auditSeq)}  ${describeContent(content)}`;
}

function describeContent(content: CaseItem['content']): string {
  switch (content.kind) {
    case 'opened':
      return `opened: ${content.title}`;
    case 'token': {
      const { verdict, token, tokenSha256, note } = content;
      const judged = verdict === null ? 'not judged' : `${verdict.outcome} ${verdict.code}`;
      return [`token ${tokenSha256}`, judged, token === null ? null : 'token kept', note].filter(Boolean).join(', ');
    }
    case 'note':
      return `note: ${content.text}`;
    case 'snapshot':
      return `snapshot ${String(content.id)} of ${content.env}, ${content.sha256}`;
    case 'closed':
    case 'reopened':
      return `${content.kind}: ${content.reason}`;
  }
}
