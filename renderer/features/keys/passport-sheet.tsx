import type { ReactNode } from 'react';
import type { KeyState } from '../../../shared/model/key.ts';
import type { Passport } from '../../../shared/model/passport.ts';
import { describeActor } from '../../../shared/text/actor.ts';
import { EnvironmentBadge } from '../../components/environment-badge.tsx';
import { Facts } from '../../components/page.tsx';
import { KeyStatus } from '../../components/status.tsx';
import { Thumbprint } from '../../components/thumbprint.tsx';
import { Instant } from '../../components/time.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { formatUtc } from '../../text/dates.ts';
import { type Text, useLanguage, useText } from '../../text/text.ts';
import { eventLines } from './event-lines.ts';
import css from './passport.module.css';
import { PassportCustody } from './passport-custody.tsx';

interface Props {
  readonly passport: Passport;
  /** RFC 7638, of the evidence key that signed. */
  readonly fingerprint: string;
}

/** The passport as it is read on the screen and on paper. Everything on it is in the signed file. */
export function PassportSheet({ passport, fingerprint }: Props) {
  const text = useText();
  const { key, head } = passport;
  return (
    <article className={css.sheet}>
      <Section title={text.passport.identity}>
        <Identity item={key} />
      </Section>
      <Moves passport={passport} />
      <div className={css.pair}>
        <Section title={text.passport.uses}>
          <Uses uses={passport.uses} />
        </Section>
        <Section title={text.passport.registrations}>
          {passport.registrations.length === 0 && <p>{text.keys.noRegistrations}</p>}
          <Facts
            rows={passport.registrations.map((one) => [
              one.env,
              <span key={one.env}>
                {text.terms.registrationState[one.state]}
                <br />
                <Instant iso={one.updatedAt} />
              </span>,
            ])}
          />
        </Section>
      </div>
      <Section title={text.passport.custody}>
        <PassportCustody item={key} />
      </Section>
      <Events passport={passport} />
      <Section title={text.passport.evidence}>
        <Facts
          rows={[
            [text.keys.detailThumbprint, <Thumbprint key="hex" value={fingerprint} />],
            [text.passport.forTerminal, <code key="base64url">{fingerprint}</code>],
            [text.passport.issued, <Instant key="issued" iso={passport.issuedAt} />],
            [text.passport.installation, <code key="install">{passport.installId}</code>],
            [text.passport.head, String(head.seq)],
            [text.passport.headHash, <code key="hash">{head.hash}</code>],
          ]}
        />
        <p className={css.soft}>{text.passport.evidenceNote}</p>
      </Section>
    </article>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={css.section}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Identity({ item }: { readonly item: Passport['key'] }) {
  const text = useText();
  const { environments } = useApp();
  const environment = environments.find(({ name }) => name === item.env);
  return (
    <Facts
      rows={[
        ...(item.label === null ? [] : ([[text.keys.label, <strong key="label">{item.label}</strong>]] as const)),
        [text.keys.columnState, <KeyStatus key="state" state={item.state} />],
        [
          text.keys.columnEnvironment,
          environment ? <EnvironmentBadge key="env" environment={environment} /> : (item.env ?? text.common.none),
        ],
        [text.keys.detailKid, <code key="kid">{item.kid}</code>],
        [text.keys.detailThumbprint, <Thumbprint key="thumbprint" value={item.thumbprint} />],
        [text.keys.columnAlg, [item.alg, item.bits && text.keys.bits(item.bits)].filter(Boolean).join(' · ')],
        ...(item.owner === null ? [] : ([[text.keyImport.owner, item.owner]] as const)),
        ...(item.purpose === null ? [] : ([[text.keyImport.purpose, item.purpose]] as const)),
        ...(item.flows === null ? [] : ([[text.keyImport.flows, item.flows.join(', ')]] as const)),
        [text.keys.detailCreated, <Instant key="made" iso={item.createdAt} />],
        [text.keys.columnExpires, item.expiresAt ? <Instant key="ends" iso={item.expiresAt} /> : text.keys.never],
        ...(item.compromisedSince === null
          ? []
          : ([[text.keyPage.compromisedSince, <Instant key="since" iso={item.compromisedSince} />]] as const)),
        ...(item.compromisedAt === null
          ? []
          : ([[text.keyPage.compromisedAt, <Instant key="marked" iso={item.compromisedAt} />]] as const)),
      ]}
    />
  );
}

function Uses({ uses }: { readonly uses: Passport['uses'] }) {
  const text = useText();
  const others = [
    [text.passport.noFlow, uses.withoutFlow],
    [text.passport.probe, uses.probes],
  ] as const;
  return (
    <>
      <p>
        <strong>{text.passport.usesTotal(uses.total)}</strong>
      </p>
      {/* A list of their own: a flow can have any name, also that of a line below. */}
      {uses.byFlow.length > 0 && <Facts rows={uses.byFlow.map(({ flow, count }) => [flow, String(count)])} />}
      <Facts
        rows={[
          ...others.filter(([, count]) => count > 0).map(([name, count]) => [name, String(count)] as const),
          [
            text.passport.lastUse,
            uses.lastAt === null ? text.keyLife.neverUsed : <Instant key="last" iso={uses.lastAt} />,
          ],
        ]}
      />
    </>
  );
}

function Moves({ passport }: { readonly passport: Passport }) {
  const text = useText();
  const language = useLanguage();
  return (
    <Section title={text.passport.moves}>
      {passport.moves.length === 0 ? (
        <p>{text.passport.movesEmpty}</p>
      ) : (
        <Lines
          label={text.passport.moves}
          rows={passport.moves.map((move) => [
            String(move.seq),
            formatUtc(move.at, language),
            <>
              <strong>{moveName(move, text)}</strong>
              {move.reason !== null && <div>{move.reason}</div>}
            </>,
            describeActor(move.by, language),
          ])}
        />
      )}
    </Section>
  );
}

function Events({ passport }: { readonly passport: Passport }) {
  const text = useText();
  const language = useLanguage();
  return (
    <Section title={text.passport.events}>
      <Lines
        label={text.passport.events}
        rows={eventLines(passport.events).map(({ type, who, first, last, count }) => [
          count === 1 ? String(first.seq) : `${String(first.seq)} … ${String(last.seq)}`,
          count === 1
            ? formatUtc(first.at, language)
            : `${formatUtc(first.at, language)} … ${formatUtc(last.at, language)}`,
          count === 1 ? text.audit.events[type] : `${text.audit.events[type]} · ${String(count)} ×`,
          who,
        ])}
      />
      <p className={css.soft}>{text.passport.eventsNote}</p>
    </Section>
  );
}

interface LinesProps {
  readonly label: string;
  readonly rows: readonly (readonly [seq: string, at: string, what: ReactNode, who: string])[];
}

/** One line for each event; the head stands again on each sheet of paper. */
function Lines({ label, rows }: LinesProps) {
  const { passport } = useText();
  return (
    <table className={css.lines} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{passport.columnEvent}</th>
          <th scope="col">{passport.columnWhen}</th>
          <th scope="col">{passport.columnWhat}</th>
          <th scope="col">{passport.columnWho}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([seq, at, what, who]) => (
          <tr key={seq}>
            <td>{seq}</td>
            <td>{at}</td>
            <td>{what}</td>
            <td>{who}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function moveName({ from, to }: Passport['moves'][number], text: Text): string {
  const name = (state: string) => text.terms.keyState[state as KeyState] ?? state;
  return from === null ? text.keyLife.began(name(to)) : `${name(from)} → ${name(to)}`;
}
