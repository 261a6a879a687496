import type { Finding } from '../../../shared/model/found-token.ts';
import { LinkButton } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useText } from '../../text/text.ts';

/** No token: why not, what was looked for, and what the text is instead. */
export function NothingFound({ finding: { is, nearMiss } }: { readonly finding: Finding }) {
  const { check, examine } = useText();
  const { state } = useApp();
  return (
    <Notice tone="unsure" title={check.nothingFound} isLive>
      {nearMiss !== null && <p>{check.nearMiss[nearMiss.why](nearMiss.line, nearMiss.column)}</p>}
      {is !== 'nothing-known' && (
        <p>
          {check.isInstead} {examine.kinds[is]}. {examine.about[is]}
        </p>
      )}
      <p>{check.lookedFor}</p>
      {!state.isLocked && is !== 'nothing-known' && (
        <Row>
          <LinkButton href={address('keys', 'examine')}>{examine.open}</LinkButton>
        </Row>
      )}
    </Notice>
  );
}
