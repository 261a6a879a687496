import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKeySet } from '../../electron/domain/key-set.ts';
import { hasCode } from '../../electron/domain/errors.ts';
import { prepareJudge } from '../../electron/domain/verdict.ts';

/** Where the fetched vectors are; `null`: not on this machine. */
export function wycheproofFolder(): string | null {
  const folder = process.env['WYCHEPROOF_DIR'];
  return folder !== undefined && existsSync(folder) ? folder : null;
}

interface JoseGroup {
  readonly public?: object;
  readonly private?: object;
  readonly tests: readonly {
    readonly tcId: number;
    readonly result: 'valid' | 'invalid' | 'acceptable';
    readonly flags: readonly string[];
    readonly jws?: unknown;
    readonly jwe?: unknown;
  }[];
}

/** What our judge says of one case: its code, or the code of the refusal of the whole key set. */
export interface JoseOutcome {
  readonly tcId: number;
  readonly isLabelledValid: boolean;
  readonly isAsymmetric: boolean;
  readonly flags: readonly string[];
  readonly code: string;
  readonly reasonId: string;
}

export function readWycheproof<T>(folder: string, name: string): T {
  return JSON.parse(readFileSync(join(folder, `${name}_test.json`), 'utf8')) as T;
}

/** Judges every case of one of the four JOSE files as a bare JWS, with the key (or set) of its group. */
export function judgeJoseFile(folder: string, name: string): readonly JoseOutcome[] {
  return judgeCases(folder, name, (group) => judgeOf(group.public ?? group.private ?? {}));
}

/** Judges the same cases with no keys at all: what is left is what the tokens themselves are refused for. */
export function judgeWithoutKeys(folder: string, name: string): readonly JoseOutcome[] {
  return judgeCases(folder, name, () => judgeOf({ keys: [] }));
}

function judgeCases(
  folder: string,
  name: string,
  judgeOfGroup: (group: JoseGroup) => CaseJudge,
): readonly JoseOutcome[] {
  const { testGroups } = readWycheproof<{ readonly testGroups: readonly JoseGroup[] }>(folder, name);
  return testGroups.flatMap((group) => {
    const judge = judgeOfGroup(group);
    return group.tests.map(({ tcId, result, flags, jws, jwe }) => {
      const given = jws ?? jwe;
      const token = typeof given === 'string' ? given : JSON.stringify(given);
      return {
        tcId,
        isLabelledValid: result === 'valid',
        isAsymmetric: group.public !== undefined,
        flags,
        ...judge(token),
      };
    });
  });
}

type CaseJudge = (token: string) => { readonly code: string; readonly reasonId: string };

function judgeOf(keys: object): CaseJudge {
  const setup = { leewaySeconds: 0, profile: 'any', mode: 'jws', snapshot: null } as const;
  try {
    const judge = prepareJudge({ ...setup, sets: [readKeySet('file', Buffer.from(JSON.stringify(keys)))] });
    return (token) => {
      const { code, checks } = judge(token, 0);
      const failed = checks.find(({ result }) => result === 'fail');
      const reasonId = failed?.findings[0].reasonId ?? '';
      const problem = failed?.findings[0].values['problem'];
      return { code, reasonId: problem === undefined ? reasonId : `${reasonId} ${String(problem)}` };
    };
  } catch (error) {
    if (!hasCode(error, 'JWKS_REFUSED')) throw error;
    return () => ({ code: 'JWKS_REFUSED', reasonId: error.message });
  }
}
