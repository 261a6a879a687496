import { compactVerify, importJWK, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verifyDrillCertificate } from '../../electron/domain/drill-certificate.ts';
import { readShare, type Share, shareText } from '../../electron/domain/share.ts';
import type { Key } from '../../shared/model/key.ts';
import { openBareHome } from '../fakes/bare-home.ts';
import { verifyPassport } from '../../electron/domain/passport-check.ts';
import { codeOf } from '../fakes/code-of.ts';
import { makeBackup, type MadeBackup } from '../fakes/made-backup.ts';
import { ENV, KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

/** GF(256) as AES has it. */
function times(a: number, b: number): number {
  let [product, factor] = [0, a];
  for (let bits = b; bits > 0; bits >>= 1) {
    if ((bits & 1) === 1) product ^= factor;
    factor = (factor << 1) ^ (factor > 127 ? 0x11b : 0);
  }
  return product;
}
const inverse = (a: number) => Array.from({ length: 256 }, (_, b) => b).find((b) => times(a, b) === 1) ?? 0;

/** The first two changed so that the three together give what they gave before. */
function cancelling(shares: readonly Share[]): Share[] {
  const weight = (at: number) => {
    const own = shares[at]?.x ?? 0;
    const others = shares.filter((_, index) => index !== at);
    return others.reduce((product, { x }) => times(product, times(x, inverse(x ^ own))), 1);
  };
  const faults = [weight(1), weight(0), 0];
  return shares.map((share, at) => ({ ...share, value: share.value.map((octet) => octet ^ (faults[at] ?? 0)) }));
}

let test: TestHome;
let backup: MadeBackup;
let keys: readonly Key[];
beforeAll(async () => {
  test = await openTestHome();
  const { home } = test;
  const first = await home.keys.generate({ ...KEY_REQUEST, label: 'перший' });
  await home.registrations.send(first.kid, ENV);
  const second = await home.keys.generate({ ...KEY_REQUEST, details: { replaces: first.kid, owner: 'Treasury' } });
  home.keyLife.move(first.kid, 'suspended', { reason: 'drill', since: null });
  backup = await makeBackup(home, [first.kid, second.kid]);
  keys = [first.kid, second.kid].map((kid) => home.keys.get(kid));
});
afterAll(async () => test.close());

const anyThree = () => backup.papers.slice(1, 4);

describe('a restore', () => {
  it('brings back the same keys: ids, states, lineage, registrations and the link to the old trail, with one event', async () => {
    const fresh = openBareHome();
    try {
      const { home } = fresh;
      const before = [...home.store.audit.all()].length;
      const restored = await home.backupRestores.restore(backup.file, anyThree());
      expect(restored).toEqual(keys);
      expect(keys.map(({ state }) => state)).toEqual(['suspended', 'active']);
      expect(home.registrations.list()).toEqual(test.home.registrations.list());
      expect(home.environments.list()).toEqual(test.home.environments.list());
      // The making of the evidence key and the restore: nothing else.
      const events = [...home.store.audit.all()].slice(before);
      expect(events.map(({ type }) => type).filter((type) => type !== 'evidence-key.created')).toEqual([
        'backup.restored',
        'key.restored',
        'key.restored',
      ]);
      const born = test.home.store.audit.about(keys[0]?.kid ?? '').find(({ type }) => type === 'key.generated');
      expect(events.find(({ type }) => type === 'backup.restored')?.payload).toMatchObject({
        fromInstallId: test.home.store.facts.get('install-id'),
        born: [`${String(born?.seq)} ${String(born?.hash)}`, expect.any(String) as unknown],
        shares: ['2', '3', '4'],
        states: ['suspended', 'active'],
      });
      // It signs, for the DCM that it is locked to, and the signature passes with the public half of before.
      const { token } = await home.signing.sign(signRequest(keys[1]?.kid ?? ''));
      const publicKey = await importJWK(JSON.parse(test.home.keys.exportPublic(keys[1]?.kid ?? '', 'jwk')) as JWK);
      expect((await compactVerify(token, publicKey)).protectedHeader.kid).toBe(keys[1]?.kid);
      expect(await codeOf(home.backupRestores.restore(backup.file, anyThree()))).toBe('KID_TAKEN');
      // The passport of each tells how it came here, also after it moved on.
      home.keyLife.move(keys[0]?.kid ?? '', 'compromised', { reason: 'drill', since: null });
      for (const { kid } of keys) {
        const passport = JSON.stringify(await home.passports.create(kid));
        expect(verifyPassport(Buffer.from(passport), null)).toMatchObject({ ok: true, problem: null, kid });
      }
    } finally {
      await fresh.close();
    }
  });

  it('is refused where one of the keys is known, in whatever state: what was marked stolen or deleted here stays so', async () => {
    expect(await codeOf(test.home.backupRestores.restore(backup.file, anyThree()))).toBe('KID_TAKEN');
    const fresh = openBareHome();
    try {
      const { home } = fresh;
      await home.backupRestores.restore(backup.file, anyThree());
      const kid = keys[1]?.kid ?? '';
      home.keyLife.move(kid, 'compromised', { reason: 'drill', since: null });
      await home.keyLife.delete(kid, { reason: 'drill', isNow: false });
      expect(home.keys.get(kid).state).toBe('deleted');
      expect(await codeOf(home.backupRestores.restore(backup.file, anyThree()))).toBe('KID_TAKEN');
      expect(home.keys.get(kid).state).toBe('deleted');
    } finally {
      await fresh.close();
    }
  });

  it('of too few, mixed, changed or repeated shares, or of a changed file, leaves nothing behind', async () => {
    const other = await makeBackup(
      test.home,
      keys.map(({ kid }) => kid),
    );
    const fresh = openBareHome();
    try {
      const { backupRestores, keys: here, store } = fresh.home;
      const restore = async (shares: readonly string[], file = backup.file) =>
        await codeOf(backupRestores.restore(file, shares));
      const [one = '', two = '', three = ''] = backup.papers;
      expect(await restore([one, two])).toBe('SHARE_TOO_FEW');
      expect(await restore([one, two, two])).toBe('SHARE_DUPLICATE');
      expect(await restore([one, two, other.papers[2] ?? ''])).toBe('SHARE_FOREIGN');
      const at = 60;
      const changed = three.slice(0, at) + (three[at] === 'A' ? 'B' : 'A') + three.slice(at + 1);
      expect(await restore([one, two, changed])).toBe('SHARE_DAMAGED');
      expect(await restore([one, two, three], other.file)).toBe('SHARE_FOREIGN');
      const file = Buffer.from(backup.file.toString().replace('"state": "suspended"', '"state": "active"'));
      expect(file.equals(backup.file)).toBe(false);
      expect(await restore([one, two, three], file)).toBe('SHARE_WRONG');
      expect(await restore([one, two, three], Buffer.from('{}'))).toBe('BACKUP_REFUSED');
      expect(here.list()).toEqual([]);
      expect(store.intents.unfinished()).toEqual([]);
    } finally {
      await fresh.close();
    }
  });
});

describe('a drill', () => {
  it('opens the backup, lets each key sign a challenge, keeps nothing, and signs a certificate with the next date', async () => {
    const { home } = test;
    const before = home.keys.list();
    const certificate = await home.backupDrills.drill({ file: backup.file, shares: anyThree(), bags: ['B-17 ', ''] });
    expect(certificate).toMatchObject({
      setId: backup.set.id,
      used: [
        { number: 2, custodian: 'Taras' },
        { number: 3, custodian: 'Iryna' },
        { number: 4, custodian: 'Bohdan' },
      ],
      keys: keys.map(({ kid, thumbprint }) => ({ kid, thumbprint, comparedWith: 'home' })),
      bags: ['B-17'],
      fileSha256: backup.set.fileSha256,
    });
    expect(home.keys.list()).toEqual(before);
    const set = home.backupSets.get(backup.set.id);
    expect(set.lastDrillAt).not.toBeNull();
    expect(set.nextDrillAt).not.toBe(backup.set.nextDrillAt);
    expect(home.backupDrills.certificates(backup.set.id)).toEqual([certificate]);
    const bytes = Buffer.from(JSON.stringify(certificate));
    const known = home.passports.fingerprint();
    expect(verifyDrillCertificate(bytes, known)).toMatchObject({ ok: true, signer: 'known', setId: backup.set.id });
    expect(verifyDrillCertificate(bytes, null)).toMatchObject({ ok: true, signer: 'unknown', evidenceKey: known });
    const forged = Buffer.from(JSON.stringify({ ...certificate, nextDrillAt: '2099-01-01T00:00:00.000Z' }));
    expect(verifyDrillCertificate(forged, known)).toMatchObject({ ok: false, signer: 'unknown' });
  });

  it('elsewhere compares with the file, and fails with shares that do not open it', async () => {
    const fresh = openBareHome();
    try {
      const { backupDrills, keys: here } = fresh.home;
      const drill = (shares: readonly string[]) => backupDrills.drill({ file: backup.file, shares, bags: [] });
      expect(await codeOf(drill(backup.papers.slice(0, 2)))).toBe('SHARE_TOO_FEW');
      expect((await drill(anyThree())).keys.map(({ comparedWith }) => comparedWith)).toEqual(['file', 'file']);
      expect(here.list()).toEqual([]);
    } finally {
      await fresh.close();
    }
  });

  it('of a set that was given up here proves nothing, and is refused', async () => {
    const gone = await makeBackup(test.home, [keys[0]?.kid ?? '']);
    test.home.backups.abandon(gone.set.id, 'a bag was lost');
    const drilled = () => test.home.store.audit.ofType('backup.drilled').length;
    const before = drilled();
    const request = { file: gone.file, shares: gone.papers.slice(0, 3), bags: [] };
    expect(await codeOf(test.home.backupDrills.drill(request))).toBe('BACKUP_STATE');
    expect(drilled()).toBe(before);
  });

  it('is not passed by two papers that were made up so that their faults cancel each other', async () => {
    const [one = '', two = '', three = ''] = backup.papers;
    const shares = await Promise.all([one, two, three].map(readShare));
    const forged = await Promise.all(cancelling(shares).map(shareText));
    expect(forged.filter((paper) => backup.papers.includes(paper))).toEqual([three]);
    const { backupDrills, store } = test.home;
    const drill = () => backupDrills.drill({ file: backup.file, shares: forged, bags: [] });
    const before = store.audit.ofType('backup.drilled').length;
    expect(await codeOf(drill())).toBe('SHARE_WRONG');
    expect(await codeOf(test.home.backupRestores.take(backup.file, forged.slice(0, 1)))).toBe('SHARE_WRONG');
    expect(store.audit.ofType('backup.drilled')).toHaveLength(before);
    // That they would: where no digests were kept.
    const forgotten = vi.spyOn(store.backupSets, 'shareDigest').mockReturnValue(null);
    expect(await codeOf(drill())).toBe('done');
    forgotten.mockRestore();
  });

  it('zeroes the shares that it was given, whatever comes of it', async () => {
    const { backupDrills, backupRestores } = test.home;
    const given = () => Promise.all(anyThree().map(readShare));
    const left = (shares: readonly Share[]) => shares.filter(({ value }) => value.some((octet) => octet !== 0)).length;
    const [good, known, foreign] = [await given(), await given(), await given()];
    expect(left(good)).toBe(3);
    await backupDrills.drill({ file: backup.file, shares: good, bags: [] });
    const other = await makeBackup(test.home, [keys[0]?.kid ?? '']);
    expect(await codeOf(backupDrills.drill({ file: other.file, shares: foreign, bags: [] }))).toBe('SHARE_FOREIGN');
    const fresh = openBareHome();
    try {
      fresh.home.session.lock();
      expect(await codeOf(fresh.home.backupRestores.restore(backup.file, known))).toBe('APP_LOCKED');
    } finally {
      await fresh.close();
    }
    expect([good, foreign, known].map(left)).toEqual([0, 0, 0]);
    expect(await backupRestores.take(backup.file, anyThree())).toEqual([{ number: 2 }, { number: 3 }, { number: 4 }]);
  });

  it('is recorded with its certificate, or not at all', async () => {
    const { store, backupDrills, backupSets } = test.home;
    const counts = () => [
      store.audit.ofType('backup.drilled').length,
      backupDrills.certificates(backup.set.id).length,
      backupSets.get(backup.set.id).lastDrillAt,
    ];
    const before = counts();
    const failing = vi.spyOn(store.backupDrills, 'insert').mockImplementation(() => {
      throw new Error('planted');
    });
    await expect(backupDrills.drill({ file: backup.file, shares: anyThree(), bags: [] })).rejects.toThrow('planted');
    failing.mockRestore();
    expect(counts()).toEqual(before);
  });
});
