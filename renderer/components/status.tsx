import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleMinus,
  CircleX,
  Clock,
  type LucideIcon,
} from 'lucide-react';
import type { KeyState } from '../../shared/model/key.ts';
import type { RegistrationState } from '../../shared/model/registration.ts';
import type { CheckResult, VerdictCode } from '../../shared/model/verdict.ts';
import { useText } from '../text/text.ts';
import { cx } from './class-names.ts';
import css from './status.module.css';

type Tone = 'good' | 'bad' | 'unsure' | 'calm';

interface Props {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly children: string;
}

/** A state as icon, word and colour: the colour alone never says it. */
export function Status({ tone, icon: Icon, children }: Props) {
  return (
    <span className={cx(css.status, css[tone])}>
      <Icon size={16} aria-hidden />
      {children}
    </span>
  );
}

const KEY_LOOKS: Record<KeyState, readonly [Tone, LucideIcon]> = {
  draft: ['calm', CircleDashed],
  active: ['good', CircleCheck],
  suspended: ['unsure', CircleMinus],
  retired: ['calm', CircleMinus],
  compromised: ['bad', CircleAlert],
  'delete-scheduled': ['unsure', Clock],
  'delete-pending': ['unsure', Clock],
  deleted: ['calm', Ban],
};

export function KeyStatus({ state }: { readonly state: KeyState }) {
  const [tone, icon] = KEY_LOOKS[state];
  return (
    <Status tone={tone} icon={icon}>
      {useText().terms.keyState[state]}
    </Status>
  );
}

const REGISTRATION_LOOKS: Record<RegistrationState, readonly [Tone, LucideIcon]> = {
  draft: ['calm', CircleDashed],
  sent: ['unsure', Clock],
  unknown: ['unsure', CircleHelp],
  listed: ['unsure', CircleDashed],
  proven: ['good', CircleCheck],
  'in-use': ['good', CircleCheck],
  replaced: ['calm', CircleMinus],
};

export function RegistrationStatus({ state }: { readonly state: RegistrationState | null }) {
  const text = useText();
  if (state === null) {
    return (
      <Status tone="calm" icon={CircleDashed}>
        {text.keys.notRegistered}
      </Status>
    );
  }
  const [tone, icon] = REGISTRATION_LOOKS[state];
  return (
    <Status tone={tone} icon={icon}>
      {text.terms.registrationState[state]}
    </Status>
  );
}

const CHECK_LOOKS: Record<CheckResult, readonly [Tone, LucideIcon]> = {
  pass: ['good', CircleCheck],
  fail: ['bad', CircleX],
  'not-reached': ['calm', CircleMinus],
  'not-checked': ['calm', CircleDashed],
};

/** A check that failed for want of a key, of a key set or of an instant proves nothing: it is undecided. */
const UNDECIDED: readonly (VerdictCode | null)[] = ['KEY_UNKNOWN', 'NO_SNAPSHOT', 'TIME_NOT_JUDGED'];

interface CheckProps {
  readonly result: CheckResult;
  readonly code: VerdictCode | null;
}

export function CheckStatus({ result, code }: CheckProps) {
  const text = useText();
  if (UNDECIDED.includes(code)) {
    return (
      <Status tone="unsure" icon={CircleHelp}>
        {text.terms.outcome.undetermined}
      </Status>
    );
  }
  const [tone, icon] = CHECK_LOOKS[result];
  return (
    <Status tone={tone} icon={icon}>
      {text.terms.checkResult[result]}
    </Status>
  );
}
