import { IdCard, Printer, Save } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Panel, Row } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './passport.module.css';
import { PassportSheet } from './passport-sheet.tsx';

/** The passport of one key. Making it is an act that is recorded, so it waits for a press. */
export function PassportPage({ kid }: { readonly kid: string }) {
  const text = useText();
  const make = useCommand('key.passport');
  const save = useCommand('file.save');
  const [made, setMade] = useState<Output<'key.passport'> | null>(null);
  const [savedTo, setSavedTo] = useState<string | null>(null);

  async function onMake() {
    const result = await make.run({ kid });
    if (result.ok) setMade(result.value);
  }

  async function onSave(document: string) {
    const result = await save.run({ document });
    if (result.ok) setSavedTo(result.value.path);
  }

  const back = <LinkButton href={address('keys', 'show', kid)}>{text.passport.toKey}</LinkButton>;
  if (made === null) {
    return (
      <Page title={text.passport.title} lead={text.passport.lead} actions={back}>
        <Panel>
          <p>
            <code className={css.kid}>{kid}</code>
          </p>
          <p className={css.soft}>{make.isRunning ? text.passport.making : text.passport.makeNote}</p>
          {make.error && <ErrorNotice error={make.error} onRetry={() => void onMake()} />}
          <Row>
            <Button look="primary" icon={IdCard} isDisabled={make.isRunning} onPress={() => void onMake()}>
              {text.passport.make}
            </Button>
            <LinkButton href={address('keys', 'verify')}>{text.passport.verifyInstead}</LinkButton>
          </Row>
        </Panel>
      </Page>
    );
  }
  return (
    <Page
      title={text.passport.title}
      actions={
        <div className={css.acts}>
          {back}
          <Button icon={Save} isDisabled={save.isRunning} onPress={() => void onSave(made.document)}>
            {text.passport.save}
          </Button>
          <Button look="primary" icon={Printer} onPress={() => window.print()}>
            {text.passport.print}
          </Button>
        </div>
      }
    >
      <div className={css.acts}>
        {savedTo !== null && (
          <Notice tone="good" title={text.passport.saved} isLive>
            <code>{savedTo}</code>
          </Notice>
        )}
        {save.error && <ErrorNotice error={save.error} onRetry={() => void onSave(made.document)} />}
      </div>
      <PassportSheet passport={made.passport} fingerprint={made.fingerprint} />
    </Page>
  );
}
