import { MonitorOff, ShieldCheck, ShieldQuestion, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { describeProtection, type ProtectionLevel } from '../../../shared/text/protection.ts';
import type { Key } from '../../../shared/model/key.ts';
import { Panel } from '../../components/page.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useLanguage, useText } from '../../text/text.ts';
import { KeyHeld } from './key-held.tsx';
import css from './key-page.module.css';

interface Props {
  readonly item: Key;
  readonly children: ReactNode;
}

const ICONS: Readonly<Record<ProtectionLevel, typeof ShieldCheck>> = {
  'os-win32': ShieldCheck,
  'os-darwin': ShieldCheck,
  'os-linux': ShieldCheck,
  sealed: ShieldCheck,
  memory: ShieldQuestion,
  elsewhere: Users,
  gone: MonitorOff,
};

/** What stands between this key and a thief, in plain words, and whether it is still there at all. */
export function KeyProtectionPanel({ item, children }: Props) {
  const text = useText();
  const { state } = useApp();
  const { level, name, statements } = describeProtection(item, state.platform, useLanguage());
  const Icon = ICONS[level];
  return (
    <Panel title={text.keyPage.protectionTitle} lead={text.keyPage.protectionLead}>
      <div className={css.protection}>
        <Icon size={24} aria-hidden />
        <div>
          <h3>{name}</h3>
          {item.heldBy !== null && (
            <p>
              {text.keyImport.heldBy}: {text.keyImport.holders[item.heldBy]}
            </p>
          )}
          <ul className={css.statements}>
            {statements.map((statement) => (
              <li key={statement}>{statement}</li>
            ))}
          </ul>
        </div>
      </div>
      {item.custody === 'here' && item.state !== 'deleted' && <KeyHeld item={item} />}
      {children}
    </Panel>
  );
}
