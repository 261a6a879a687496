import { existsSync, statSync } from 'node:fs';
import { type Arguments, usage } from './arguments.ts';

/** The home that was named; `null`: none was. @throws USAGE_INVALID for a path that can be no home */
export function homePath(args: Arguments): string | null {
  const path = args.value('home');
  if (path === '') throw usage('--home needs the path of a folder');
  if (path !== null && existsSync(path) && !statSync(path).isDirectory()) {
    throw usage('--home names something that is no folder', 'name the folder of a home, or one that is to be made');
  }
  return path;
}
