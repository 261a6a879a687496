import type { keyContract } from '../../shared/ipc/key-contract.ts';
import { AppError } from '../domain/errors.ts';
import { MAX_KEY_FILE_BYTES } from '../domain/private-key-file.ts';
import { keyCalendar, keyTable } from '../services/key-documents.ts';
import { fileNameOf } from '../services/picked-files.ts';
import type { Handlers, Services } from './handlers.ts';

/** Answers about keys. */
export function createKeyHandlers({
  home,
  desk,
  jobs,
  clock,
  documents,
  pickedFiles,
  changing,
  tendNow,
}: Services): Pick<Handlers, keyof typeof keyContract> {
  const several = (kids: readonly string[] | null) => {
    const wanted = kids === null ? null : new Set(kids);
    return home.keys.list().filter(({ kid }) => wanted === null || wanted.has(kid));
  };
  return {
    'key.list': () => [...home.keys.list()],
    'key.generate': ({ job, owner, purpose, flows, replaces, ...request }) =>
      changing(
        jobs.run(job, (progress) =>
          home.keys.generate({ ...request, details: { owner, purpose, flows, replaces } }, progress),
        ),
      ),
    'key.export': ({ kid, format }) => {
      const text = home.keys.exportPublic(kid, format);
      home.trail.note('key.exported', { kid, format });
      return { text, fileName: `${home.keys.get(kid).thumbprint.slice(0, 12)}.${format === 'pem' ? 'pem' : 'json'}` };
    },
    'key.read': ({ kid }) => home.keyLife.read(kid),
    'key.move': async ({ kid, to, reason, since }) => {
      const moved = await changing(home.keyLife.move(kid, to, { reason, since }));
      // The private half of a stolen key goes at once; where the keychain does not answer now, it stays due.
      if (to === 'compromised') tendNow();
      return moved;
    },
    'key.delete': ({ kid, reason }) => changing(home.keyLife.delete(kid, { reason, isNow: false })),
    'key.cancelDelete': ({ kid, reason }) => changing(home.keyLife.cancelDelete(kid, reason)),
    'key.describe': ({ kid, description }) => changing(home.keyDetails.describe(kid, description)),
    'key.undoDescribe': ({ kid }) => changing(home.keyDetails.undoDescribe(kid)),
    'key.restrict': ({ kid, ...to }) => changing(home.keyDetails.restrict(kid, to)),
    'key.noteReason': ({ kid, reason }) => {
      home.keyDetails.noteReason(kid, reason);
      return changing({ done: true } as const);
    },
    'key.addCopy': ({ kid, kind, where }) => changing(home.keyDetails.addCopy(kid, { kind, where })),
    'key.copyGone': ({ kid, id, reason }) => changing(home.keyDetails.copyGone(kid, id, reason)),
    'key.askPossession': ({ kid }) => changing(home.possession.ask(kid)),
    'key.provePossession': ({ kid, token }) => changing(home.possession.prove(kid, token)),
    'key.checkHeld': ({ kid }) => changing(home.keyAvailability.check(kid)),
    'key.table': ({ kids }) => documents.keep(keyTable(several(kids))),
    'key.calendar': ({ kids }) => documents.keep(keyCalendar(several(kids), clock.now(), desk.readSettings().language)),
    'key.import': async ({ file, passphrase, owner, purpose, flows, heldBy, ...request }) => {
      const path = pickedFiles.pathOf(file);
      const bytes = await pickedFiles.read(file, MAX_KEY_FILE_BYTES);
      try {
        const { key, isPlainPrivate } = await home.keyImport.import({
          ...request,
          bytes,
          passphrase: () => givePassphrase(passphrase),
          source: path,
          details: { owner, purpose, flows, heldBy },
        });
        return await changing({ key, isPlainPrivate, fileName: fileNameOf(path) });
      } finally {
        bytes.fill(0);
      }
    },
    'key.passport': async ({ kid }) => {
      const passport = await home.passports.create(kid);
      const text = `${JSON.stringify(passport, null, 2)}\n`;
      const fileName = `passport-${passport.key.thumbprint.slice(0, 12)}.json`;
      return { passport, fingerprint: home.passports.fingerprint(), ...documents.keep({ fileName, text }) };
    },
  };
}

function givePassphrase(passphrase: string | null): Promise<Buffer> {
  if (passphrase !== null) return Promise.resolve(Buffer.from(passphrase, 'utf8'));
  throw new AppError('PASSPHRASE_NEEDED', 'this file is protected by a passphrase', {
    hint: 'type it, then try again',
  });
}
