import type { Channel } from '../../shared/ipc/channels.ts';
import type { AppEvent, Input, Output } from '../../shared/ipc/contract.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import type { Clock } from '../domain/clock.ts';
import { inspectToken } from '../domain/token.ts';
import type { BackupDesk } from '../services/backup-desk.ts';
import type { CeremonyRooms } from '../services/ceremony-rooms.ts';
import type { Clipboard } from '../services/clipboard.ts';
import type { Desk } from '../services/desk.ts';
import type { Desktop } from '../services/desktop.ts';
import type { Home } from '../services/home.ts';
import type { Documents } from '../services/documents.ts';
import type { Jobs } from '../services/jobs.ts';
import type { JudgedLately } from '../services/judged-lately.ts';
import type { JwksWatch } from '../services/jwks-watch.ts';
import { readOverview } from '../services/overview.ts';
import type { RecoveryPage } from '../services/recovery-page.ts';
import type { PickedFiles } from '../services/picked-files.ts';
import type { ScanDesk } from '../services/scan-desk.ts';
import type { ScanInputs } from '../services/scan-inputs.ts';
import type { SecondLook } from '../services/second-look.ts';
import type { KeySource } from '../services/key-choice.ts';
import type { JudgeRequest } from '../services/token-checks.ts';
import { createArchiveHandlers } from './archive-handlers.ts';
import { createBundleHandlers } from './bundle-handlers.ts';
import { createAccessHandlers } from './access-handlers.ts';
import { createCheckHandlers } from './check-handlers.ts';
import { createBackupHandlers } from './backup-handlers.ts';
import { createCeremonyHandlers } from './ceremony-handlers.ts';
import { createCaseHandlers } from './case-handlers.ts';
import { createFileHandlers } from './file-handlers.ts';
import { createKeyHandlers } from './key-handlers.ts';
import { createRotationHandlers } from './rotation-handlers.ts';
import { createScanHandlers } from './scan-handlers.ts';
import { createStandbyHandlers } from './standby-handlers.ts';
import { createSigningHandlers } from './signing-handlers.ts';

/** One answer per channel. Inputs have been parsed by the router; outputs are parsed again before they leave. */
export type Handlers = { readonly [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>> };

/** What the answers are made of. */
export interface Services {
  readonly home: Home;
  readonly desk: Desk;
  readonly desktop: Desktop;
  readonly clipboard: Clipboard;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly documents: Documents;
  readonly pickedFiles: PickedFiles;
  readonly recoveryPage: RecoveryPage;
  readonly backupDesk: BackupDesk;
  readonly ceremonyRooms: CeremonyRooms;
  readonly watch: Pick<JwksWatch, 'isWatching'>;
  readonly secondLook: SecondLook;
  readonly judgedLately: JudgedLately;
  readonly scanDesk: ScanDesk;
  readonly scanInputs: ScanInputs;
  /** Looks now for what is due, beside the answer; it tells the page itself. */
  readonly tendNow: () => void;
  /** Tells the page to read again, after something was changed. */
  readonly changing: <T>(work: T | Promise<T>) => Promise<T>;
}

const LEEWAY_SECONDS = 30;
const DONE = { done: true } as const;

/** Which service answers which channel. */
export function createHandlers({
  sendEvent,
  ...given
}: Omit<Services, 'changing'> & { readonly sendEvent: (event: AppEvent) => void }): Handlers {
  const { home, desk, desktop, jobs, clock } = given;
  const changing: Services['changing'] = async (work) => {
    const result = await work;
    sendEvent({ type: 'changed' });
    return result;
  };
  const services: Services = { ...given, changing };

  /** Who may not open the app is not told why somebody else had a token signed. */
  function shown(verdict: Verdict): Verdict {
    const { signedHere } = verdict;
    if (signedHere === null || !home.session.isLocked()) return verdict;
    return { ...verdict, signedHere: { ...signedHere, reason: '' } };
  }

  /** The answer has left already; a better one follows it as an event. */
  async function judgeAgain(request: JudgeRequest, first: Verdict): Promise<void> {
    const verdict = await given.secondLook.after(request, first);
    if (verdict === null) return;
    given.judgedLately.remember(verdict, request.source);
    sendEvent({ type: 'judged-again', verdict: shown(verdict) });
    sendEvent({ type: 'changed' });
  }

  return {
    'app.read': () => desk.read(),
    'app.lock': async () => {
      await desktop.allowCamera(false);
      given.documents.clear();
      given.pickedFiles.clear();
      await given.clipboard.clearNow();
      given.judgedLately.clear();
      given.scanDesk.hide();
      return await changing(desk.lock());
    },
    'app.unlock': async ({ passphrase }) => {
      const state = await desk.unlock(passphrase);
      if (!state.isLocked) given.scanDesk.show();
      return await changing(state);
    },
    'app.setOnline': ({ isOnline }) => changing(desk.setOnline(isOnline)),
    'home.startPractice': () => changing(desk.startPractice()),
    'home.chooseKeychain': ({ kind, passphrase }) => changing(desk.chooseKeychain(kind, passphrase)),
    'home.acceptKeychain': ({ reason }) => changing(desk.acceptKeychain(reason)),
    'settings.read': () => desk.readSettings(),
    'settings.write': (settings) => desk.writeSettings(settings),
    'overview.read': () => readOverview(home, clock),
    'environment.list': () => [...home.environments.list()],
    'environment.preview': (environment) => home.environments.preview(environment),
    'environment.add': (environment) => changing(home.environments.add(environment)),
    'environment.remove': ({ name }) => {
      home.environments.remove(name);
      return changing(DONE);
    },
    ...createAccessHandlers(services),
    ...createKeyHandlers(services),
    ...createFileHandlers(services),
    ...createCheckHandlers(services),
    ...createArchiveHandlers(services),
    ...createBundleHandlers(services),
    ...createRotationHandlers(services),
    ...createStandbyHandlers(services),
    ...createCaseHandlers(services),
    ...createBackupHandlers(services),
    ...createCeremonyHandlers(services),
    ...createSigningHandlers(services),
    ...createScanHandlers(services),
    'registration.preview': ({ kid, env }) => home.registrations.preview(kid, env),
    'registration.send': ({ kid, env }) => changing(home.registrations.send(kid, env)),
    'registration.list': () => [...home.registrations.list()],
    'registration.prove': ({ kid, env }) => changing(home.dcmChecks.prove(kid, env)),
    'snapshot.list': () => [...home.archive.list()],
    'snapshot.fetch': ({ env }) => changing(home.archive.fetch(env)),
    'snapshot.import': ({ env, text, source, takenAt }) =>
      changing(home.archive.import(env, { bytes: Buffer.from(text, 'utf8'), source, takenAt })),
    'token.preview': (request) => home.signing.preview(request),
    'token.sign': (request) => changing(home.signing.sign(request)),
    'token.judge': ({ token, source, profile, at, language }) => {
      const now = clock.now();
      const request: JudgeRequest = {
        token,
        source: keySource(source),
        instant: at === null ? now : Date.parse(at),
        now,
        leewaySeconds: LEEWAY_SECONDS,
        profile,
        mode: 'jwt',
        language,
      };
      const verdict = home.tokenChecks.judge(request);
      given.judgedLately.remember(verdict, request.source);
      void judgeAgain(request, verdict);
      return shown(verdict);
    },
    'token.inspect': ({ token }) => inspectToken(token),
    'token.checkByDcm': ({ env, token }) => home.dcmChecks.checkToken(env, token),
    'practice.issueToken': async ({ env, kind }) => ({ token: await desk.issuePracticeToken(env, kind) }),
    'practice.behave': async ({ env, as }) => {
      await desk.tellPractice(env, as);
      return DONE;
    },
    'audit.list': ({ before, limit }) => [...home.store.audit.page(before, limit)],
    'audit.verify': () => {
      const report = home.seal.verify(null);
      home.trail.note('audit.verified', { ok: report.ok, events: report.events, head: report.head });
      return report;
    },
    'job.cancel': ({ job }) => {
      jobs.cancel(job);
      return DONE;
    },
    'clipboard.write': async ({ text, isToken }) => ({
      ...DONE,
      clearsAfterSeconds: await given.clipboard.write(text, { isToken: isToken === true }),
    }),
    'window.protect': async ({ isOn }) => {
      await desktop.protectContent(isOn);
      return DONE;
    },
  };
}

function keySource(source: Input<'token.judge'>['source']): KeySource {
  return source.from === 'jwks' ? { from: 'jwks', bytes: Buffer.from(source.text, 'utf8') } : source;
}
