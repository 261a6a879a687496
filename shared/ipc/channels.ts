/**
 * The names of everything the page can ask for. This file imports nothing, because the sandboxed preload bundles it.
 * A new ability is a name here, a shape in `contract.ts` and an answer in `electron/ipc/handlers.ts`.
 */
export const CHANNELS = [
  'app.read',
  'app.lock',
  'app.unlock',
  'app.setOnline',
  'home.startPractice',
  'home.chooseKeychain',
  'settings.read',
  'settings.write',
  'overview.read',
  'environment.list',
  'environment.add',
  'environment.remove',
  'key.list',
  'key.generate',
  'key.export',
  'key.read',
  'key.move',
  'key.delete',
  'key.cancelDelete',
  'registration.preview',
  'registration.send',
  'registration.list',
  'registration.listAtDcm',
  'registration.prove',
  'snapshot.list',
  'snapshot.fetch',
  'snapshot.import',
  'token.preview',
  'token.sign',
  'token.judge',
  'token.inspect',
  'token.checkByDcm',
  'practice.issueToken',
  'audit.list',
  'audit.verify',
  'job.cancel',
  'clipboard.write',
] as const;

export type Channel = (typeof CHANNELS)[number];

/** The one channel on which the core speaks first. */
export const EVENT_CHANNEL = 'app.event';
