import { spawnSync } from 'node:child_process';

/** Whether this machine lets its user mount a file system of his own. */
export const CAN_MOUNT =
  process.platform === 'linux' && onTinyDisk({ bytes: 65_536, folder: '/tmp' }, ['true']).status === 0;

/**
 * Runs a program where a folder is a file system of its own, of so many bytes, seen by nobody else; it is the folder for temporary files, too.
 * What is left there when the program has ended stands behind its standard error, as `left: <bytes in use> <names>`.
 */
export function onTinyDisk(
  { bytes, folder, cwd }: { bytes: number; folder: string; cwd?: string },
  argv: readonly string[],
) {
  const script = [
    'mount -t tmpfs -o "size=$1" tmpfs "$2" || exit 125',
    'folder=$2; shift 2; TMPDIR=$folder "$@"; code=$?',
    'used=$(df --output=used -B1 "$folder" | tail -1)',
    'echo "left: $((used)) $(ls -A "$folder")" >&2; exit $code',
  ].join('\n');
  return spawnSync('unshare', ['-rm', 'sh', '-c', script, 'sh', String(bytes), folder, ...argv], {
    encoding: 'utf8',
    maxBuffer: 67_108_864,
    ...(cwd === undefined ? {} : { cwd }),
  });
}
