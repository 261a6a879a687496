import type { Language } from '../../shared/model/language.ts';
import type { Reconciliation } from '../../shared/model/reconciliation.ts';
import { DCM_LINES } from '../../shared/text/dcm-lines.ts';
import { AppError } from '../domain/errors.ts';
import { isEmptyDiff } from '../domain/jwks-diff.ts';
import type { Home } from '../services/home.ts';
import { usage } from './arguments.ts';
import { TRUST_FLAGS } from './bundle-trust.ts';
import type { Command, Run } from './command.ts';
import { describeDiff } from './diff-lines.ts';
import { EXIT } from './exit-codes.ts';
import { readToken } from './input.ts';
import { columns } from './output.ts';
import { registerRequest } from './register-request-command.ts';
import { seenSnapshot } from './seen-snapshot.ts';

export const dcmCommands: readonly Command[] = [
  {
    words: 'dcm register',
    summary:
      'KID --env NAME: makes the public key known to DCM, once | --request F --env NAME (--show | --out RECEIPT) [--trust FP|--words W]: posts for another computer',
    flags: { env: 'value', request: 'value', show: 'switch', out: 'value', ...TRUST_FLAGS },
    positionals: ['[KID]'],
    async run(run) {
      const request = run.args.value('request');
      if ((request === null) === (run.args.positionals.length === 0))
        throw usage('dcm register needs KID, or --request F');
      if (request !== null) return await registerRequest(run, request);
      if (['show', 'out', 'trust', 'words'].some((flag) => run.args.has(flag))) {
        throw usage('--show, --out, --trust and --words go with --request');
      }
      const env = run.args.required('env');
      const home = await run.home('write');
      const { guid, kid, state } = await home.registrations.send(run.args.positional(0), env);
      // It returns only after DCM's list showed that guid with our thumbprint.
      const isProven = state === 'proven' || state === 'in-use';
      run.output.result(
        { guid, kid, state: 'listed', proven: isProven },
        DCM_LINES[run.language][isProven ? 'listedProven' : 'listed'](kid, env, guid ?? '-'),
      );
      return EXIT.done;
    },
  },
  {
    words: 'dcm list',
    summary: '--env NAME: the keys that DCM holds for us',
    flags: { env: 'value' },
    positionals: [],
    async run(run) {
      const env = run.args.required('env');
      const entries = await (await run.home('read')).dcmChecks.listAtDcm(env);
      run.output.result(
        entries,
        entries.length === 0
          ? DCM_LINES[run.language].noKeys
          : columns(
              entries.map((one) => [
                one.guid,
                one.kid ?? DCM_LINES[run.language].noKid,
                one.thumbprint ?? DCM_LINES[run.language].notReadable,
                one.updatedAt ?? '-',
              ]),
            ),
      );
      return EXIT.done;
    },
  },
  {
    words: 'dcm update',
    summary: 'GUID KID --env NAME: gives an entry of DCM to another key',
    flags: { env: 'value' },
    positionals: ['GUID', 'KID'],
    async run(run) {
      const env = run.args.required('env');
      const home = await run.home('write');
      const { guid, kid } = await home.registrations.update(run.args.positional(0), run.args.positional(1), env);
      run.output.result({ guid, kid, state: 'listed' }, DCM_LINES[run.language].listed(kid, env, guid ?? '-'));
      return EXIT.done;
    },
  },
  {
    words: 'dcm reconcile',
    summary: '--env NAME: our keys beside DCM’s list; exit 1 where they differ',
    flags: { env: 'value' },
    positionals: [],
    async run(run) {
      const report = await (await run.home('read')).reconciliations.run(run.args.required('env'));
      run.output.result(report, describeReconciliation(report, run.language));
      return report.isDrift ? EXIT.notValid : EXIT.done;
    },
  },
  {
    words: 'dcm check',
    summary: '--env NAME [--key KID | TOKEN | --file F]: asks DCM whether it accepts the key, or a given token',
    flags: { env: 'value', key: 'value', file: 'value' },
    positionals: ['[TOKEN]'],
    async run(run) {
      const { args, output } = run;
      const env = args.required('env');
      const isGiven = args.positionals.length > 0 || args.has('file');
      if (isGiven && args.has('key')) throw usage('give --key, or a token, not both');
      const answer = isGiven ? await checkGiven(run, env) : await checkByProbe(run, env);
      const { accepted, sessionToken } = answer;
      if (!accepted && answer.serverMessage !== null)
        output.remark(DCM_LINES[run.language].saysDcm(answer.serverMessage));
      output.result(
        { accepted, sessionToken, serverMessage: answer.serverMessage },
        DCM_LINES[run.language][accepted ? 'accepted' : 'refused'],
      );
      return accepted ? EXIT.done : EXIT.notValid;
    },
  },
  {
    words: 'dcm jwks',
    summary: '--env NAME: fetches DCM’s public keys and keeps them as a snapshot',
    flags: { env: 'value' },
    positionals: [],
    async run(run) {
      const env = run.args.required('env');
      const home = await run.home('write');
      const { snapshot: seen, refusal, diff } = await home.archive.look(env, { isQuiet: false });
      if (refusal !== null) throw asAnswerRefused(refusal);
      const lines = DCM_LINES[run.language];
      const snapshot = seenSnapshot(home, seen);
      // This look is what the next one is compared with: whoever watches by schedule would never hear of the change.
      if (diff !== null && !isEmptyDiff(diff)) {
        run.output.remark([lines.setChanged, ...describeDiff(diff, run.language), lines.askDcm].join('\n'));
      }
      const kids = snapshot.kids.length === 0 ? lines.noKeysInSet : snapshot.kids.join(', ');
      run.output.result(snapshot, lines.snapshot(String(snapshot.id), env, kids));
      return EXIT.done;
    },
  },
];

function describeReconciliation(report: Reconciliation, language: Language): string[] {
  const { matched, missing, extra, changed, duplicateKids, isDrift } = report;
  const lines = DCM_LINES[language];
  return [
    isDrift ? lines.drift : lines.noDrift,
    ...matched.map(({ kid, guid }) => lines.matchedLine(kid, guid)),
    ...missing.map(({ kid }) => lines.missingLine(kid)),
    ...changed.map(({ kid, guid }) => lines.changedLine(kid, guid)),
    ...extra.map(({ kid, guid, adopted }) =>
      adopted === null
        ? lines.extraLine(kid ?? lines.noKid, guid)
        : lines.adoptedLine(kid ?? lines.noKid, guid, adopted.owner),
    ),
    ...duplicateKids.map((kid) => lines.doubledLine(kid)),
  ];
}

/** A set that breaks our rules came from DCM, not from who typed the command. */
function asAnswerRefused(refusal: AppError): AppError {
  return new AppError('DCM_ANSWER_REFUSED', refusal.message, { hint: refusal.hint, cause: refusal });
}

async function checkGiven(run: Run, env: string) {
  const token = await readToken(run, 0);
  const home = await run.home('read');
  run.output.remark(DCM_LINES[run.language].usedUp);
  return await home.dcmChecks.checkToken(env, token);
}

async function checkByProbe(run: Run, env: string) {
  const home = await run.home('write');
  const kid = run.args.value('key') ?? onlyActiveKey(home, env);
  return await home.dcmChecks.prove(kid, env);
}

/** @throws KEY_NOT_FOUND, USAGE_INVALID where there is more than one */
function onlyActiveKey(home: Home, env: string): string {
  home.environments.get(env);
  const [first, ...others] = home.keys.list().filter((key) => key.env === env && key.state === 'active');
  if (first === undefined) {
    throw new AppError('KEY_NOT_FOUND', `no active key belongs to "${env}"`, {
      hint: 'make and register one, or name it: --key KID',
    });
  }
  if (others.length === 0) return first.kid;
  throw usage(`${String(others.length + 1)} active keys belong to "${env}"`, 'name one: --key KID');
}
