import type { RegistrationStep } from '../../shared/model/registration.ts';
import { useQuery } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';
import { CopyButton } from './copy-button.tsx';
import { Loaded } from './loaded.tsx';
import css from './registration-steps.module.css';
import { RegistrationStatus } from './status.tsx';
import { Instant } from './time.tsx';

interface Props {
  readonly kid: string;
  readonly env: string;
}

/** What was sent to DCM about one key and what it answered, with the evidence of each step, the newest first. */
export function RegistrationSteps({ kid, env }: Props) {
  const text = useText();
  const steps = useQuery('registration.steps', { kid, env });
  return (
    <Loaded query={steps}>
      {(list) =>
        list.length === 0 ? (
          <p className={css.soft}>{text.dcm.evidenceNone}</p>
        ) : (
          <ol className={css.steps} aria-label={text.dcm.evidenceOf(kid)}>
            {list.toReversed().map((step) => (
              <Step key={step.id} step={step} />
            ))}
          </ol>
        )
      }
    </Loaded>
  );
}

function Step({ step }: { readonly step: RegistrationStep }) {
  const { dcm } = useText();
  const hashes = [
    [dcm.evidenceRequest, step.requestSha256],
    [dcm.evidenceResponse, step.responseSha256],
  ] as const;
  return (
    <li className={css.step}>
      <div className={css.head}>
        <RegistrationStatus state={step.state} />
        <Instant iso={step.at} />
      </div>
      <p>{dcm.evidenceMethod[step.method]}</p>
      <p className={css.soft}>{step.by}</p>
      {step.note !== null && (
        <p className={css.note} lang="en">
          {step.note}
        </p>
      )}
      <ul className={css.hashes}>
        {hashes.map(
          ([name, sha256]) =>
            sha256 !== null && (
              <li key={name} className={css.hash}>
                <span className={css.soft}>{name}</span>
                <CopyButton value={sha256} what={`${name} ${shortened(sha256)}`} label={shortened(sha256)} />
              </li>
            ),
        )}
      </ul>
    </li>
  );
}

/** Enough to tell two digests apart by eye; the whole one is copied. */
function shortened(sha256: string): string {
  return `${sha256.slice(0, 8)}…${sha256.slice(-4)}`;
}
