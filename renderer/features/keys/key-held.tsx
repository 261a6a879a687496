import { SearchCheck } from 'lucide-react';
import { useState } from 'react';
import type { Key } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';

/** Whether the keychain still gives the private half: as it was last seen, and a way to look now. */
export function KeyHeld({ item }: { readonly item: Key }) {
  const { keyPage } = useText();
  const check = useCommand('key.checkHeld');
  const [isFound, setIsFound] = useState(false);
  const standbys = useQuery('standby.list', {});
  const isMissing = item.unavailableSince !== null;

  async function look() {
    setIsFound(false);
    const result = await check.run({ kid: item.kid });
    setIsFound(result.ok && result.value.unavailableSince === null);
  }

  const button = (
    <Row>
      <Button icon={SearchCheck} isDisabled={check.isRunning} onPress={() => void look()}>
        {isMissing ? keyPage.look : keyPage.lookFirst}
      </Button>
    </Row>
  );
  // A sealed key is looked at with its passphrase: where it stands by, a check is offered.
  if (standbys.value?.some(({ kid }) => kid === item.kid) === true) return null;
  return (
    <>
      {isMissing ? (
        <Notice tone="bad" title={keyPage.unavailableTitle}>
          <p>{keyPage.unavailableSince}</p>
          <Instant iso={item.unavailableSince ?? ''} isRelative />
          <p>{keyPage.unavailableNext}</p>
          {button}
        </Notice>
      ) : (
        button
      )}
      {isFound && !isMissing && <Notice tone="good" title={keyPage.looked} isLive />}
      {check.error && <ErrorNotice error={check.error} onRetry={() => void look()} />}
    </>
  );
}
