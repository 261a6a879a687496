import { Field } from '../../components/field.tsx';
import { Fold } from '../../components/fold.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { Row } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { formatDay } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';
import { readTypedInstant } from '../../text/typed-instant.ts';
import type { ScanQuestion, ScanZone } from './scan-question.ts';
import css from './scan.module.css';

interface Props {
  readonly question: ScanQuestion;
  readonly onChange: (question: ScanQuestion) => void;
}

const PROFILES = ['any', 'bank', 'platform'] as const;
const INSTANTS = ['arrival', 'fixed', 'iat'] as const;
const ZONES = ['none', 'utc', 'kyiv', 'other'] as const;

/** By whose keys, as of when, and what is known of the log. */
export function ScanOptions({ question, onChange }: Props) {
  const text = useText();
  const { scan, check } = text;
  const language = useLanguage();
  const { environments, state } = useApp();
  const snapshots = useQuery('snapshot.list', state.isLocked ? null : {}).value ?? [];
  const set = (part: Partial<ScanQuestion>) => onChange({ ...question, ...part });
  const sources = [
    ...environments.map(({ name }) => ({ id: `env:${name}` as const, label: check.fromEnvironment(name) })),
    ...snapshots.map(({ id, env, takenAt }) => ({
      id: `set:${String(id)}` as const,
      label: scan.fromSnapshot(env, formatDay(takenAt, language), id),
    })),
    { id: 'jwks', label: check.fromJwks } as const,
    { id: 'own', label: check.fromOwn } as const,
  ];
  const isBadTime = question.at.trim() !== '' && readTypedInstant(question.at) === null;
  return (
    <>
      <div className={css.options}>
        <Select
          label={scan.keysFrom}
          value={question.source}
          onChange={(next) => set({ source: sources.find(({ id }) => id === next)?.id ?? question.source })}
          options={sources}
        />
        <Select
          label={scan.instant}
          value={question.by}
          onChange={(next) => set({ by: INSTANTS.find((one) => one === next) ?? question.by })}
          options={INSTANTS.map((id) => ({ id, label: scan.instants[id] }))}
        />
        {question.by === 'arrival' && <ZoneFields question={question} onChange={set} />}
        {question.by === 'fixed' && (
          <Field
            label={scan.fixedAt}
            placeholder="2026-11-23 20:30:15"
            value={question.at}
            problem={isBadTime ? scan.fixedProblem : null}
            onChange={(at) => set({ at })}
            isCode
          />
        )}
      </div>
      {question.source === 'jwks' && (
        <Field
          label={check.jwks}
          rows={4}
          isCode
          placeholder='{"keys": […]}'
          value={question.jwks}
          onChange={(jwks) => set({ jwks })}
        >
          <Row>
            <FileButton label={check.openFile} onText={(jwks) => set({ jwks })} />
          </Row>
        </Field>
      )}
      <Fold title={scan.more}>
        <div className={css.options}>
          <Select
            label={scan.profile}
            value={question.profile}
            onChange={(next) => set({ profile: PROFILES.find((one) => one === next) ?? question.profile })}
            options={PROFILES.map((id) => ({ id, label: text.terms.profile[id] }))}
          />
          <Field
            label={scan.proxies}
            hint={scan.proxiesHint}
            rows={2}
            isCode
            value={question.proxies}
            onChange={(proxies) => set({ proxies })}
          />
        </div>
      </Fold>
    </>
  );
}

interface ZoneProps {
  readonly question: Pick<ScanQuestion, 'zone' | 'zoneName'>;
  readonly onChange: (part: { readonly zone?: ScanZone; readonly zoneName?: string }) => void;
}

/** What times without a zone are meant in. */
export function ZoneFields({ question: { zone, zoneName }, onChange }: ZoneProps) {
  const { scan } = useText();
  return (
    <>
      <Select
        label={scan.zone}
        value={zone}
        onChange={(next) => onChange({ zone: ZONES.find((one) => one === next) ?? zone })}
        options={ZONES.map((id) => ({ id, label: scan.zones[id] }))}
      />
      {zone === 'other' && (
        <Field
          label={scan.zoneOther}
          hint={scan.zoneHint}
          value={zoneName}
          onChange={(next) => onChange({ zoneName: next })}
          isCode
        />
      )}
    </>
  );
}
