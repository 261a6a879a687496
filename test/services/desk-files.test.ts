import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Files } from '../../electron/adapters/files/files.ts';
import { AppError } from '../../electron/domain/errors.ts';
import { createDocuments } from '../../electron/services/documents.ts';
import { createPickedFiles } from '../../electron/services/picked-files.ts';
import { bareDesktop } from '../fakes/bare-desktop.ts';

const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code;
  }
};

/** A desktop whose dialogs give these paths, one after the other, and a disk that remembers what was written. */
function open(...answers: readonly (string | null)[]) {
  const [left, written] = [[...answers], new Map<string, string>()];
  const next = () => Promise.resolve(left.shift() ?? null);
  const desktop = { ...bareDesktop, chooseFile: next, choosePlace: next };
  const files: Files = {
    look: (path) => Promise.resolve({ isFolder: false, size: path.length }),
    size: (path) => Promise.resolve(path.length),
    read: (path, most) => Promise.resolve(Buffer.from(path).subarray(0, most)),
    async write(path, text) {
      let all = '';
      for await (const piece of text) all += piece;
      written.set(path, all);
    },
    pieces: () => {
      throw new Error('not asked');
    },
  };
  const base = { desktop, files, randomBytes };
  return { written, documents: createDocuments(base), picked: createPickedFiles(base) };
}

describe('a picked file', () => {
  it('is known to the page by an id and its name, and never by its path', async () => {
    const { picked } = open('/home/o/secret folder/bank.pem', 'C:\\keys\\a.p12', null);
    const file = await picked.choose();
    expect(file).toMatchObject({ name: 'bank.pem', size: 30 });
    expect(JSON.stringify(file)).not.toContain('secret folder');
    expect(picked.pathOf(file?.id ?? '')).toBe('/home/o/secret folder/bank.pem');
    expect((await picked.read(file?.id ?? '', 5)).toString()).toBe('/home');
    expect([(await picked.choose())?.name, await picked.choose()]).toEqual(['a.p12', null]);
  });

  it('is forgotten when the app is locked, when twenty others were picked, and was never known by a path', async () => {
    const { picked } = open(...Array.from({ length: 22 }, (_, at) => `/f${String(at)}`));
    const first = (await picked.choose())?.id ?? '';
    for (let at = 0; at < 20; at += 1) await picked.choose();
    expect(await codeOf(() => picked.pathOf(first))).toBe('INPUT_INVALID');
    const last = (await picked.choose())?.id ?? '';
    expect(await codeOf(() => picked.read(last, 9))).toBe('done');
    picked.clear();
    expect(await codeOf(() => picked.read(last, 9))).toBe('INPUT_INVALID');
    expect(await codeOf(() => picked.read('/etc/passwd', 9))).toBe('INPUT_INVALID');
  });
});

describe('a document', () => {
  it('is saved where the officer says, as often as he likes, and not where he says nothing', async () => {
    const { documents, written } = open('/a.csv', null, '/b.csv');
    const { document, fileName } = documents.keep({ fileName: 'keys.csv', text: 'kid' });
    expect(fileName).toBe('keys.csv');
    expect([await documents.save(document), await documents.save(document), await documents.save(document)]).toEqual([
      '/a.csv',
      null,
      '/b.csv',
    ]);
    expect([...written]).toEqual([
      ['/a.csv', 'kid'],
      ['/b.csv', 'kid'],
    ]);
  });

  it('is forgotten when the app is locked, or twenty newer ones were made', async () => {
    const { documents } = open('/a');
    const first = documents.keep({ fileName: 'a', text: 'a' }).document;
    for (let at = 0; at < 20; at += 1) documents.keep({ fileName: 'b', text: 'b' });
    expect(await codeOf(() => documents.save(first))).toBe('INPUT_INVALID');
    const last = documents.keep({ fileName: 'c', text: 'c' }).document;
    documents.clear();
    expect(await codeOf(() => documents.save(last))).toBe('INPUT_INVALID');
  });
});
