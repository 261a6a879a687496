import { Check } from 'lucide-react';
import { cx } from '../../components/class-names.ts';
import { Panel } from '../../components/page.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { address } from '../../ipc/route.ts';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import css from './overview.module.css';

type Step = 'environment' | 'key' | 'registered' | 'proven' | 'sign' | 'check';
const LISTED = ['listed', 'proven', 'in-use'];
const PROVEN = ['proven', 'in-use'];

/** The main job as a row of steps, until each has been done once. */
export function Journey() {
  const text = useText();
  const { environment } = useApp();
  const keys = useQuery('key.list', {});
  const registrations = useQuery('registration.list', {});
  const events = useQuery('audit.list', { before: null, limit: 500 });
  if (keys.value === null || registrations.value === null || events.value === null) return null;

  const here = registrations.value.filter(({ env }) => env === environment?.name);
  const key = keys.value.find(({ env }) => env === environment?.name) ?? null;
  const kid = here[0]?.kid ?? key?.kid ?? null;
  const flow = kid === null ? address('keys', 'new') : address('keys', 'register', kid);
  const happened = new Set(events.value.map(({ type }) => type));
  const steps: readonly (readonly [Step, boolean, string])[] = [
    ['environment', environment !== null, address('dcm')],
    ['key', key !== null, address('keys', 'new')],
    ['registered', here.some(({ state }) => LISTED.includes(state)), flow],
    ['proven', here.some(({ state }) => PROVEN.includes(state)), flow],
    ['sign', happened.has('token.signed'), address('sign')],
    ['check', happened.has('token.judged'), address('check')],
  ];
  const done = steps.filter(([, isDone]) => isDone).length;
  if (done === steps.length) return null;
  const next = steps.find(([, isDone]) => !isDone)?.[0];

  return (
    <Panel title={text.overview.journey} lead={text.overview.journeyDone(done, steps.length)}>
      <ol className={css.steps}>
        {steps.map(([step, isDone, href], index) => (
          <li key={step} className={cx(css.step, isDone && css.done, step === next && css.next)}>
            <span className={css.number} aria-hidden>
              {isDone ? <Check size={16} /> : index + 1}
            </span>
            <div>
              {step === next ? (
                <a href={href}>{text.overview.steps[step].title}</a>
              ) : (
                <strong>{text.overview.steps[step].title}</strong>
              )}
              <p className={css.body}>{text.overview.steps[step].body}</p>
              <p className={css.state}>
                {isDone ? text.overview.stepDone : step === next ? text.overview.stepNext : text.overview.stepLater}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
