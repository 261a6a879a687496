import type { ScanState } from '../../shared/ipc/scan-contract.ts';
import type { Files } from '../adapters/files/files.ts';
import type { RandomBytes } from '../domain/clock.ts';
import type { Desktop } from './desktop.ts';
import { fileNameOf, type PickedFiles } from './picked-files.ts';

export type ScanInput = ScanState['inputs'][number];

/** Files and folders that were picked for a scan. The page knows them by an id; paths stay here. */
export interface ScanInputs {
  /** Empty: none was chosen. @throws FILE_UNREADABLE */
  choose(what: 'files' | 'folder'): Promise<ScanInput[]>;
  /** Keeps paths that the officer picked in another way. @throws FILE_UNREADABLE */
  take(paths: readonly string[]): Promise<ScanInput[]>;
  /** @throws INPUT_INVALID */
  read(id: string): { readonly input: ScanInput; readonly path: string };
  /** Forgets all but these. */
  keepOnly(ids: readonly string[]): void;
}

const MOST = 400;

/** Makes those of one window. */
export function createScanInputs(dependencies: {
  readonly desktop: Pick<Desktop, 'chooseSeveral'>;
  readonly files: Pick<Files, 'look'>;
  readonly randomBytes: RandomBytes;
  /** Files that were picked for something else can be scanned too. */
  readonly pickedFiles: Pick<PickedFiles, 'pathOf'>;
}): ScanInputs {
  const { desktop, files, randomBytes, pickedFiles } = dependencies;
  const picked = new Map<string, { readonly input: ScanInput; readonly path: string }>();

  async function take(paths: readonly string[]): Promise<ScanInput[]> {
    const inputs: ScanInput[] = [];
    for (const path of paths) {
      const { isFolder, size } = await files.look(path);
      const id = randomBytes(16).toString('hex');
      const input = { id, name: fileNameOf(path), isFolder, size: isFolder ? null : size };
      picked.set(id, { input, path });
      inputs.push(input);
    }
    for (const id of [...picked.keys()].slice(0, Math.max(0, picked.size - MOST))) picked.delete(id);
    return inputs;
  }

  return {
    choose: async (what) => await take(await desktop.chooseSeveral(what)),
    take,
    read(id) {
      const found = picked.get(id);
      if (found !== undefined) return found;
      const path = pickedFiles.pathOf(id);
      return { input: { id, name: fileNameOf(path), isFolder: false, size: null }, path };
    },
    keepOnly(ids) {
      for (const id of [...picked.keys()]) if (!ids.includes(id)) picked.delete(id);
    },
  };
}

/**
 * Names for what lies under the picked paths: from the picked file or folder on, as long as no two of them are called the same.
 * `pathOf` leads back.
 */
export function shortNames(paths: readonly string[]): {
  nameOf(path: string): string;
  pathOf(name: string): string;
} {
  const names = paths.map(fileNameOf);
  const isClear = new Set(names).size === names.length;
  const rootOf = (path: string) => path.slice(0, path.length - fileNameOf(path).length);
  const under = (path: string, root: string) => path === root || /^[\\/]/u.test(path.slice(root.length));
  return {
    nameOf(path) {
      const root = isClear ? paths.find((one) => path.startsWith(one) && under(path, one)) : undefined;
      return root === undefined ? path : path.slice(rootOf(root).length);
    },
    pathOf(name) {
      const root = isClear
        ? paths.find((one) => name.startsWith(fileNameOf(one)) && under(name, fileNameOf(one)))
        : undefined;
      return root === undefined ? name : rootOf(root) + name;
    },
  };
}
