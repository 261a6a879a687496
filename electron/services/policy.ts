import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { SignatureAlgorithm } from '../../shared/model/key.ts';
import { DEFAULT_POLICY, type Policy, policySchema } from '../../shared/model/policy.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { AppError } from '../domain/errors.ts';
import { parseStrictObject } from '../domain/strict-json.ts';

/** The bank's rules in force, and what is wrong with their file. */
export interface PolicyInForce {
  /** The built-in rules where the file is absent or refused. */
  readonly policy: Policy;
  /** SHA-256 of the file's bytes, or of the canonical built-in rules; hex. Every audit event carries it. */
  readonly sha256: string;
  /** Why the file is refused, naming the line; `null` if all is well. */
  readonly problem: string | null;
  /** Whether there is a file; without one the built-in rules are in force. */
  readonly isFile: boolean;
}

/** Reads `policy.json`. A file that cannot be read as a policy is not ignored: it blocks acting, see `requirePolicy`. */
export function readPolicy(bytes: Buffer | null): PolicyInForce {
  if (bytes === null) {
    return { policy: DEFAULT_POLICY, sha256: sha256(canonicalJson(DEFAULT_POLICY)), problem: null, isFile: false };
  }
  const found = { sha256: sha256(bytes), isFile: true };
  const refused = (problem: string): PolicyInForce => ({ policy: DEFAULT_POLICY, ...found, problem });
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes)) return refused(`line ${String(lineAt(text, text.indexOf('\uFFFD')))}: it is not UTF-8`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refused(`line ${String(lineOfSyntaxError(text, error))}: it is not JSON`);
  }
  const strict = parseStrictObject(bytes);
  if (!strict.ok && strict.problem === 'duplicate') {
    // The parser would keep the last one, and whoever signed the file off may have read the first.
    return refused(`line ${String(lineOfSecondMember(text))}: a member stands there for the second time`);
  }
  const parsed = policySchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const member = String(issue?.path[0] ?? (issue?.code === 'unrecognized_keys' ? issue.keys[0] : '') ?? '');
    return refused(`line ${String(lineOfMember(text, member))}: "${member}": ${issue?.message ?? 'not allowed'}`);
  }
  if (parsed.data.defaultTokenLifeSeconds > parsed.data.maxTokenLifeSeconds) {
    const line = lineOfMember(text, 'defaultTokenLifeSeconds');
    return refused(`line ${String(line)}: "defaultTokenLifeSeconds" is above "maxTokenLifeSeconds"`);
  }
  return { policy: parsed.data, ...found, problem: null };
}

/** For a `policy.json` that is there and cannot be read: as little ignored as a wrong one. */
export function unreadablePolicy(reason: string): PolicyInForce {
  return { ...readPolicy(null), isFile: true, problem: `it cannot be read (${reason})` };
}

/** Gives the policy for an act. @throws POLICY_INVALID */
export function requirePolicy(inForce: PolicyInForce): Policy {
  if (inForce.problem === null) return inForce.policy;
  throw new AppError('POLICY_INVALID', `policy.json is refused: ${inForce.problem}`, {
    hint: 'correct that line of policy.json in the home, or ask whoever signs off the policy; until then nothing is signed or made',
  });
}

/** Gives the algorithms that keys of an environment may have (`null`: a key without one). */
export function algorithmsFor(policy: Policy, env: string | null): readonly SignatureAlgorithm[] {
  const own = env !== null && Object.hasOwn(policy.environments, env) ? policy.environments[env] : undefined;
  return own?.algorithms ?? policy.algorithms;
}

/** Refuses a key for an algorithm that the policy does not list for its environment. @throws ALGORITHM_REFUSED */
export function requireAllowedAlgorithm(policy: Policy, alg: SignatureAlgorithm, env: string | null): void {
  const algorithms = algorithmsFor(policy, env);
  if (algorithms.includes(alg)) return;
  const where = env === null ? '' : ` of environment "${env}"`;
  throw new AppError('ALGORITHM_REFUSED', `the policy does not allow keys${where} for ${alg}`, {
    hint: `allowed: ${algorithms.join(', ')}; DCM is known to take RS256`,
  });
}

/** Refuses an RSA key that is shorter than the policy wants. @throws POLICY_REFUSED */
export function requireAllowedSize(
  { minRsaBits }: Policy,
  { alg, bits }: { readonly alg: SignatureAlgorithm; readonly bits: number | null },
): void {
  const isRsa = alg.startsWith('RS') || alg.startsWith('PS');
  if (!isRsa || bits === null || bits >= minRsaBits) return;
  throw new AppError('POLICY_REFUSED', `the policy wants RSA keys of at least ${String(minRsaBits)} bits`, {
    hint: `choose ${String(minRsaBits)} bits or more`,
  });
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** V8 names the offset in most messages; where it does not, the end of the text is where parsing stopped. */
function lineOfSyntaxError(text: string, error: unknown): number {
  const position = /position (\d+)/u.exec(error instanceof Error ? error.message : '')?.[1];
  return lineAt(text, position === undefined ? text.length : Number(position));
}

function lineOfMember(text: string, member: string): number {
  return lineAt(text, Math.max(0, text.indexOf(JSON.stringify(member))));
}

function lineOfSecondMember(text: string): number {
  // Each object has its own members: an environment lists algorithms, as the file itself does.
  const open: Set<string>[] = [];
  for (const { 0: found, 1: name, index } of text.matchAll(/"((?:[^"\\]|\\.)*)"(?=\s*:)|"(?:[^"\\]|\\.)*"|[{}]/gu)) {
    if (found === '{') open.push(new Set());
    else if (found === '}') open.pop();
    else if (name !== undefined) {
      const members = open.at(-1);
      if (members?.has(name) === true) return lineAt(text, index);
      members?.add(name);
    }
  }
  return 1;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
