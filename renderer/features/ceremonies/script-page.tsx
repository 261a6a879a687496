import { Printer } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { fieldsOf, unkeptFieldsOf } from '../../../shared/text/ceremony-fields.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Panel } from '../../components/page.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { BigFingerprint } from './big-fingerprint.tsx';
import { BeginForm } from './begin-form.tsx';
import css from './ceremonies.module.css';

type Printed = Output<'ceremony.script'>;

interface Props {
  readonly source: { readonly name: string; readonly text: null } | { readonly name: null; readonly text: string };
}

/** One script before it begins: to be read, printed and compared by its hash; then who is here. */
export function ScriptPage({ source }: Props) {
  const { ceremonies } = useText();
  const language = useLanguage();
  const [asked] = useState(source);
  const found = useQuery('ceremony.script', asked);
  return (
    <Page
      title={found.value?.script.title[language] ?? ceremonies.title}
      {...(found.value ? { lead: found.value.script.purpose[language] } : {})}
      actions={
        <div className={css.onScreen}>
          <LinkButton href={address('ceremonies')}>{ceremonies.back}</LinkButton>
          <Button icon={Printer} onPress={() => window.print()}>
            {ceremonies.scriptPrint}
          </Button>
        </div>
      }
    >
      <Loaded query={found}>
        {(printed) => (
          <>
            <Panel title={ceremonies.scriptHash} lead={ceremonies.scriptHashNote}>
              <BigFingerprint value={printed.fingerprint} isSmall />
            </Panel>
            <Panel title={ceremonies.scriptSteps} lead={ceremonies.scriptStepsLead} isFlush>
              <Steps script={printed.script} />
            </Panel>
            <div className={css.onScreen}>
              <BeginForm script={printed} />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Steps({ script }: { readonly script: Printed['script'] }) {
  const { ceremonies } = useText();
  const language = useLanguage();
  return (
    <ol className={css.steps}>
      {script.steps.map((step, index) => (
        <li key={step.id} className={css.step}>
          <span className={css.number}>{index + 1}</span>
          <div className={css.stepWords}>
            <h3>{step.title[language]}</h3>
            <p>{step.text[language]}</p>
            <p className={css.soft}>
              {[
                `${ceremonies.scriptWho}: ${ceremonies.roles[step.role]}${step.each ? `, ${ceremonies.eachCustodian}` : ''}`,
                step.witness === 'none' ? null : `${ceremonies.scriptWitness}: ${ceremonies.witnessWork[step.witness]}`,
                `${ceremonies.scriptCamera}: ${ceremonies.camera[step.camera]}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <SheetLines script={script} step={step} />
          </div>
        </li>
      ))}
    </ol>
  );
}

interface SheetProps {
  readonly script: Printed['script'];
  readonly step: Printed['script']['steps'][number];
}

/** What is written down on the printed sheet, beside the time and the initials. What is secret is never written there. */
function SheetLines({ script, step }: SheetProps) {
  const { ceremonies } = useText();
  const language = useLanguage();
  const unkept = unkeptFieldsOf(step);
  const kept = fieldsOf(script, step).filter(({ id }) => !unkept.includes(id));
  return (
    <dl className={css.sheetLines}>
      {[...kept.map(({ label }) => label[language]), ceremonies.scriptTime].map((label) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd />
        </div>
      ))}
    </dl>
  );
}
