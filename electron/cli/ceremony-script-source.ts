import { existsSync } from 'node:fs';
import type { ReadScript } from '../domain/ceremony-script.ts';
import { readScriptToBegin } from '../domain/ceremony-script-start.ts';
import { shippedScripts } from '../domain/shipped-scripts.ts';
import { usage } from './arguments.ts';
import { readNamedFile } from './input.ts';

/** A script by the name of one that the app brings, or by the path of a reviewed file. @throws CEREMONY_SCRIPT_REFUSED, USAGE_INVALID */
export function scriptOf(nameOrPath: string): ReadScript {
  const scripts = shippedScripts();
  const shipped = scripts.find(({ script }) => script.name === nameOrPath);
  if (shipped !== undefined) return shipped;
  if (existsSync(nameOrPath)) return readScriptToBegin(readNamedFile(nameOrPath));
  const names = scripts.map(({ script }) => script.name).join(', ');
  throw usage(`there is no script "${nameOrPath}"`, `name a file, or one of: ${names}`);
}
