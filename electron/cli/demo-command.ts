import type { Verdict } from '../../shared/model/verdict.ts';
import { AppError } from '../domain/errors.ts';
import type { Home, PracticeServer } from '../services/home.ts';
import type { Command, Run } from './command.ts';
import { EXIT } from './exit-codes.ts';

interface Step {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly detail: string;
}

const ENV = 'practice';

export const demoCommand: Command = {
  words: 'demo',
  summary: 'the whole main job against a practice DCM, with nothing set up and nothing left behind',
  flags: {},
  positionals: [],
  async run(run) {
    const steps: Step[] = [];
    const practice = await run.core.startPractice({ port: 0 });
    const home = await run.core.openDemoHome();
    try {
      if (!run.output.isJson)
        run.output.raw('Practice: a DCM in this process, a throw-away home, keys in memory only.\n');
      for (const [name, act] of script(run, home, practice)) {
        const step = await timed(name, act);
        steps.push(step);
        if (!run.output.isJson) run.output.raw(`${step.ok ? ' ok ' : 'FAIL'} ${step.name.padEnd(34)} ${step.detail}`);
        if (!step.ok) break;
      }
    } finally {
      await home.close();
      await practice.stop();
    }
    const ok = steps.every((step) => step.ok);
    const total = steps.reduce((sum, step) => sum + step.ms, 0);
    run.output.result(
      { steps, ok },
      `${ok ? 'All' : 'Not all'} of the main job works here: ${String(steps.length)} steps, ${(total / 1000).toFixed(1)} s.`,
    );
    return ok ? EXIT.done : EXIT.notValid;
  },
};

/** An act gives what was seen, or throws; `null` as its first part means that it was seen to go wrong. */
type Act = () => Promise<readonly [ok: boolean, detail: string]>;

async function timed(name: string, act: Act): Promise<Step> {
  const start = performance.now();
  const [ok, detail] = await act().catch(asFailedStep);
  return { name, ok, ms: Math.round(performance.now() - start), detail };
}

/** What could not be done is a step that failed, with its reason. @throws whatever is no error of ours */
function asFailedStep(thrown: unknown): readonly [false, string] {
  if (thrown instanceof AppError) return [false, `${thrown.code}: ${thrown.message}`];
  throw thrown;
}

/** The officer's main job, in order. Each step is judged by what it shows, not by having ended. */
function script(run: Run, home: Home, practice: PracticeServer): readonly (readonly [string, Act])[] {
  let kid = '';
  let token = '';
  const practiceToken = (kind: 'genuine' | 'expired' | 'tampered' | 'unknown-kid') =>
    run.core.usePractice((api) => api.issueToken(practice.baseUrl, { kind, sub: 'officer@bank.example' }));
  const judge = async (given: string, from: 'environment' | 'own'): Promise<Verdict> =>
    home.tokenChecks.judge({
      token: given,
      source: from === 'own' ? { from } : { from, env: ENV },
      instant: run.core.now(),
      now: run.core.now(),
      leewaySeconds: 30,
      profile: 'bank',
      mode: 'jwt',
      language: run.language,
    });
  const expectVerdict =
    (kind: Parameters<typeof practiceToken>[0], code: Verdict['code']): Act =>
    async () => {
      const verdict = await judge(await practiceToken(kind), 'environment');
      return [verdict.code === code, verdict.headline];
    };

  return [
    [
      'add the practice environment',
      async () => {
        const { baseUrl, counterpartyGuid } = practice;
        const added = home.environments.add({ name: ENV, baseUrl, counterpartyGuid, kind: 'practice', ca: null });
        return [added.baseUrl === baseUrl, `${added.baseUrl}, counterparty ${added.counterpartyGuid}`];
      },
    ],
    [
      'make an RSA-3072 key',
      async () => {
        const key = await home.keys.generate({
          alg: 'RS256',
          bits: 3072,
          kid: null,
          label: 'demo',
          env: ENV,
          expiresAt: null,
          isDraft: false,
        });
        kid = key.kid;
        return [key.kid === key.thumbprint && key.bits === 3072, `kid ${key.kid}`];
      },
    ],
    [
      'register the public key with DCM',
      async () => {
        const { guid, state } = await home.registrations.send(kid, ENV);
        return [state === 'listed', `${state} as ${guid ?? '-'}`];
      },
    ],
    [
      'prove possession to DCM',
      async () => {
        const { accepted } = await home.dcmChecks.prove(kid, ENV);
        return [accepted, accepted ? 'DCM accepts a token of this key' : 'DCM refuses a token of this key'];
      },
    ],
    [
      'sign a token',
      async () => {
        const signed = await home.signing.sign({
          kid,
          env: ENV,
          profile: 'bank',
          flow: 'sign-in',
          sub: 'officer@bank.example',
          obj: '123456789',
          ttlSeconds: 300,
          withoutExpiry: false,
          extraClaims: {},
          reason: 'demo',
          requester: null,
          ticket: null,
          template: null,
        });
        token = signed.token;
        return [signed.kid === kid, `for 123456789, until ${signed.expiresAt ?? '-'}`];
      },
    ],
    [
      'check our token by our own keys',
      async () => {
        const verdict = await judge(token, 'own');
        return [verdict.outcome === 'valid' && verdict.issuer === 'us', verdict.headline];
      },
    ],
    [
      'have our token checked by DCM',
      async () => {
        const { accepted } = await home.dcmChecks.checkToken(ENV, token);
        return [accepted, accepted ? 'DCM accepts it' : 'DCM refuses it'];
      },
    ],
    [
      'fetch DCM’s public keys',
      async () => {
        const snapshot = await home.archive.fetch(ENV);
        return [
          snapshot.kids.includes(practice.dcmKid),
          `snapshot ${String(snapshot.id)}, SHA-256 ${snapshot.sha256.slice(0, 16)}…`,
        ];
      },
    ],
    ['verify a genuine token of DCM', expectVerdict('genuine', 'OK')],
    ['refuse a tampered token', expectVerdict('tampered', 'SIGNATURE_INVALID')],
    ['refuse an expired token', expectVerdict('expired', 'TOKEN_EXPIRED')],
    ['say when it cannot be told', expectVerdict('unknown-kid', 'KEY_UNKNOWN')],
    [
      'verify the audit trail',
      async () => {
        const { ok, events, problem } = home.seal.verify(null);
        return [ok && events > 0, ok ? `${String(events)} events, the chain is whole` : (problem ?? 'broken')];
      },
    ],
  ];
}
