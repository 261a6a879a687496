import type { KeySource } from '../services/key-choice.ts';
import { usage } from './arguments.ts';
import type { Run } from './command.ts';
import { readNamedFile } from './input.ts';

/** By whose keys tokens are judged: exactly one of four flags. @throws USAGE_INVALID, FILE_UNREADABLE */
export function readSource({ args }: Run): KeySource {
  const [jwks, env, snapshot] = [args.value('jwks'), args.value('env'), args.value('snapshot')];
  const given = [jwks, env, snapshot, args.has('own') ? 'own' : null].filter((one) => one !== null);
  if (given.length !== 1) throw usage('say by whose keys: one of --jwks FILE, --env NAME, --snapshot ID, --own');
  if (jwks !== null) return { from: 'jwks', bytes: readNamedFile(jwks) };
  if (env !== null) return { from: 'environment', env };
  if (snapshot === null) return { from: 'own' };
  if (!/^\d{1,15}$/u.test(snapshot)) throw usage('--snapshot takes the number of a snapshot');
  return { from: 'snapshot', id: Number(snapshot) };
}
