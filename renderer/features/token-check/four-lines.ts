import type { Check, CheckName, CheckResult, Verdict, VerdictCode } from '../../../shared/model/verdict.ts';
import type { Text } from '../../text/text.ts';

interface Line {
  readonly id: 'signedBy' | 'inForce' | 'allowed' | 'keyGood';
  readonly result: CheckResult;
  readonly code: VerdictCode | null;
  readonly words: string;
}

const BEFORE_SIGNATURE: readonly CheckName[] = ['format', 'header', 'algorithm', 'key', 'signature'];

/** The verdict in four lines. Who signed is said only after the signature has passed. */
export function fourLines(verdict: Verdict, text: Text): readonly Line[] {
  const find = (name: CheckName) => verdict.checks.find((check) => check.name === name);
  const failed = BEFORE_SIGNATURE.map(find).find((check) => check?.result === 'fail');
  const isSigned = find('signature')?.result === 'pass';
  const key = find('key');
  const keyState = find('key-state');
  function keyGood(): Line {
    if (keyState?.result === 'fail' || keyState?.result === 'pass') return line('keyGood', keyState);
    const said = line('keyGood', key);
    // Why there is no key stands in the first line already.
    return key !== undefined && key === failed ? { ...said, words: text.check.nobody } : said;
  }

  if (verdict.warnings.some(({ code }) => code === 'SIGNED_ELSEWHERE')) {
    const failing = { result: 'fail', code: null } as const;
    return [
      { id: 'signedBy', ...failing, words: text.answer.signedElsewhere(verdict.kid ?? text.common.unknown) },
      line('inForce', find('time')),
      line('allowed', find('claims')),
      { id: 'keyGood', ...failing, words: text.answer.keyElsewhere },
    ];
  }
  return [
    isSigned
      ? {
          id: 'signedBy',
          result: 'pass',
          code: null,
          words: text.check.signedWith(text.terms.issuer[verdict.issuer], verdict.kid ?? text.common.unknown),
        }
      : {
          id: 'signedBy',
          result: failed?.result ?? 'not-reached',
          code: failed?.code ?? null,
          words: failed?.reason ?? text.check.nobody,
        },
    line('inForce', find('time')),
    line('allowed', find('claims')),
    keyGood(),
  ];
}

function line(id: Line['id'], check: Check | undefined): Line {
  return { id, result: check?.result ?? 'not-reached', code: check?.code ?? null, words: check?.reason ?? '' };
}
