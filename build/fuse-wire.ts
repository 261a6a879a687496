/** Marks the place in Electron's binary where its fuses are; after it come version, length, and one letter for each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const VERSION = 1;

/** The fuses in the order of the wire. */
export const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
  'wasmTrapHandlers',
] as const;
type Fuse = (typeof FUSES)[number];

export type BuildKind = 'release' | 'test';

/** How the fuses of a package stand. A test build differs in one: its window can be driven from outside. */
export function fuseTable(kind: BuildKind): Readonly<Record<Fuse, boolean>> {
  return {
    // No borrowing of the signed app as a Node.
    runAsNode: false,
    // The session keeps no cookies; encrypting none would cost a keychain prompt on macOS.
    enableCookieEncryption: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: kind === 'test',
    enableEmbeddedAsarIntegrityValidation: true,
    // Without it a folder beside the archive would be started in its place.
    onlyLoadAppFromAsar: true,
    // Needs a file that is not shipped: on, the app crashes at start.
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    wasmTrapHandlers: true,
  };
}

/** Gives the letters of the wire that a package of this kind must have. */
export function expectedWire(kind: BuildKind): string {
  const table = fuseTable(kind);
  return FUSES.map((fuse) => (table[fuse] ? '1' : '0')).join('');
}

/**
 * Reads the letters of every fuse wire in a binary; a universal one has two. `0` and `1` are states, `r` is removed.
 * @throws when there is none, or one of another version or with other letters
 */
export function readFuseWires(binary: Buffer): string[] {
  const wires: string[] = [];
  for (let at = binary.indexOf(SENTINEL); at !== -1; at = binary.indexOf(SENTINEL, at + 1)) {
    const [version, length = 0] = binary.subarray(at + SENTINEL.length);
    const start = at + SENTINEL.length + 2;
    const wire = binary.subarray(start, start + length).toString('latin1');
    if (version !== VERSION) throw new Error(`fuse wire has version ${version ?? 'none'}`);
    if (wire.length !== length || !/^[01r]+$/u.test(wire)) throw new Error('fuse wire is damaged');
    wires.push(wire);
  }
  if (wires.length === 0) throw new Error('binary has no fuse wire');
  return wires;
}
