import type { Failure } from '../../../shared/ipc/result.ts';
import type { SignRequest } from '../../../shared/model/token.ts';
import { policySnippet } from '../../../shared/text/policy-snippet.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { NextStep, Notice } from '../../components/notice.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useText } from '../../text/text.ts';
import css from './signing.module.css';

interface Props {
  readonly error: Failure;
  readonly request: Pick<SignRequest, 'sub' | 'flow'>;
}

/** The bank's policy does not allow it: what whoever signs the policy off would have to add. */
export function NotAllowed({ error, request }: Props) {
  const text = useText();
  const { homePath, policy } = useApp().state;
  const { sub, flow } = request;
  // A rule is proposed only for what the token names: "*" for the rest would allow everything.
  const isNamed = sub !== null && flow !== null;
  return (
    <Notice tone="bad" title={policy.isFile ? text.sign.notAllowedRule : text.sign.notAllowedNone} isLive>
      {isNamed ? (
        <>
          <p>{policy.isFile ? text.sign.notAllowedRuleBody : text.sign.notAllowedNoneBody}</p>
          <CodeBlock
            value={policySnippet({ sub, flow, isFile: policy.isFile, isSpread: true })}
            what={text.sign.policySnippet}
          />
          <p>{text.sign.notAllowedPattern}</p>
        </>
      ) : (
        <p>{text.sign.notAllowedUnnamed}</p>
      )}
      <p className={css.path}>
        {text.sign.homeFolder}: <code>{homePath}</code>
      </p>
      <NextStep error={error} />
    </Notice>
  );
}
