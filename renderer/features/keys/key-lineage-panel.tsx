import { GitBranchPlus } from 'lucide-react';
import type { Key } from '../../../shared/model/key.ts';
import { LinkButton } from '../../components/button.tsx';
import { Facts, Panel } from '../../components/page.tsx';
import { KeyStatus } from '../../components/status.tsx';
import { Instant } from '../../components/time.tsx';
import { address } from '../../ipc/route.ts';
import { useText } from '../../text/text.ts';
import css from './key-page.module.css';

interface Props {
  readonly item: Key;
  readonly replacedBy: readonly string[];
  readonly keys: readonly Key[];
}

/** Which key stood here before, and which comes after. */
export function KeyLineagePanel({ item, replacedBy, keys }: Props) {
  const { keyPage } = useText();
  return (
    <Panel
      title={keyPage.lineageTitle}
      actions={
        <LinkButton icon={GitBranchPlus} href={address('keys', 'new', item.kid)}>
          {keyPage.successor}
        </LinkButton>
      }
    >
      <Facts
        rows={[
          [
            keyPage.replaces,
            item.replaces === null ? keyPage.noPredecessor : <Relative key="before" kid={item.replaces} keys={keys} />,
          ],
          [
            keyPage.replacedBy,
            replacedBy.length === 0 ? (
              keyPage.noSuccessor
            ) : (
              <ul key="after" className={css.relatives}>
                {replacedBy.map((kid) => (
                  <li key={kid}>
                    <Relative kid={kid} keys={keys} />
                  </li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
    </Panel>
  );
}

function Relative({ kid, keys }: { readonly kid: string; readonly keys: readonly Key[] }) {
  const { keyPage } = useText();
  const key = keys.find((one) => one.kid === kid);
  if (key === undefined) {
    return (
      <>
        <code>{kid}</code> · {keyPage.unknownKey}
      </>
    );
  }
  return (
    <div className={css.relative}>
      <a href={address('keys', 'show', kid)}>{key.label ?? <code>{kid}</code>}</a>
      <KeyStatus state={key.state} />
      <span className={css.soft}>
        {keyPage.termMade} <Instant iso={key.createdAt} />
      </span>
    </div>
  );
}
