import { CircleCheck, CircleHelp, CircleX, FolderClosed, FolderOpen } from 'lucide-react';
import type { CaseState } from '../../../shared/model/case.ts';
import type { Outcome } from '../../../shared/model/verdict.ts';
import { Status } from '../../components/status.tsx';
import { useText } from '../../text/text.ts';

/** Whether a case is open. */
export function CaseStatus({ state }: { readonly state: CaseState }) {
  const text = useText();
  return (
    <Status tone={state === 'open' ? 'unsure' : 'calm'} icon={state === 'open' ? FolderOpen : FolderClosed}>
      {text.cases.states[state]}
    </Status>
  );
}

const OUTCOMES = {
  valid: ['good', CircleCheck],
  invalid: ['bad', CircleX],
  undetermined: ['unsure', CircleHelp],
} as const;

/** What a kept verdict came to. */
export function OutcomeStatus({ outcome }: { readonly outcome: Outcome }) {
  const text = useText();
  const [tone, icon] = OUTCOMES[outcome];
  return (
    <Status tone={tone} icon={icon}>
      {text.terms.outcome[outcome]}
    </Status>
  );
}
