import { KeyRound, Plus } from 'lucide-react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts, Panel, Row } from '../../components/page.tsx';
import { KeyStatus } from '../../components/status.tsx';
import { Thumbprint } from '../../components/thumbprint.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useText } from '../../text/text.ts';
import css from './keys.module.css';

interface Props {
  readonly imported: Output<'key.import'>;
  readonly onAnother: () => void;
}

/** The key that is here now, and the file that is still there. */
export function ImportDone({ imported, onAnother }: Props) {
  const text = useText();
  const { environments } = useApp();
  const { key, isPlainPrivate, fileName } = imported;
  const environment = environments.find(({ name }) => name === key.env);
  const source = key.copies.find(({ kind }) => kind === 'import-source') ?? null;
  return (
    <>
      {isPlainPrivate && (
        <Notice tone="bad" title={text.keyImport.wipeTitle(fileName)} isLive>
          <p>{text.keyImport.wipeBody}</p>
          <p>{text.keyImport.wipeCopy}</p>
          {source !== null && (
            <p>
              {text.keyImport.where} <code>{source.where}</code>
            </p>
          )}
        </Notice>
      )}
      <Panel title={text.keyImport.stepDone}>
        <p>{key.custody === 'here' ? text.keyImport.done : text.keyImport.donePublic}</p>
        {!isPlainPrivate && key.custody === 'here' && <p className={css.soft}>{text.keyImport.sealedCopy}</p>}
        <Facts
          rows={[
            [text.keys.columnState, <KeyStatus key="state" state={key.state} />],
            [
              text.keys.columnEnvironment,
              environment ? <EnvironmentBadge key="env" environment={environment} /> : (key.env ?? text.common.none),
            ],
            ...(key.label === null ? [] : ([[text.keys.label, key.label]] as const)),
            [text.keys.detailKid, <code key="kid">{key.kid}</code>],
            [text.keys.detailThumbprint, <Thumbprint key="thumbprint" value={key.thumbprint} />],
            [text.keys.columnAlg, [key.alg, key.bits && text.keys.bits(key.bits)].filter(Boolean).join(' · ')],
          ]}
        />
        <Row>
          <LinkButton look="primary" icon={KeyRound} href={address('keys', 'show', key.kid)}>
            {text.keys.showKey}
          </LinkButton>
          {environment && (
            <LinkButton href={address('keys', 'register', key.kid)}>
              {text.keys.registerIn(environment.name)}
            </LinkButton>
          )}
          <Button icon={Plus} onPress={onAnother}>
            {text.keyImport.another}
          </Button>
        </Row>
      </Panel>
    </>
  );
}
