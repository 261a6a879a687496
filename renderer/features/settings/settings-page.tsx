import { Keyboard } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts, Page, Panel, Row } from '../../components/page.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { formatDuration } from '../../text/dates.ts';
import { useLanguage, useText } from '../../text/text.ts';

const THEMES = ['system', 'light', 'dark'] as const;
const LANGUAGES = [
  { id: 'en', label: 'English' },
  { id: 'uk', label: 'Українська' },
] as const;

/** How the window looks and speaks, where keys are kept, which rules are in force. */
export function SettingsPage({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const text = useText();
  const language = useLanguage();
  const { state, settings, changeSettings } = useApp();
  const { keychain, policy } = state;
  return (
    <Page title={text.settings.title}>
      <Panel title={text.settings.appearance}>
        <Choice
          legend={text.settings.language}
          isRow
          value={settings.language}
          onChange={(next) => changeSettings({ ...settings, language: next })}
          options={LANGUAGES}
        />
        <Choice
          legend={text.settings.theme}
          isRow
          value={settings.theme}
          onChange={(theme) => changeSettings({ ...settings, theme })}
          options={THEMES.map((id) => ({ id, label: text.settings.themes[id] }))}
        />
        <Row>
          <Button icon={Keyboard} onPress={onShortcuts}>
            {text.settings.shortcuts}
          </Button>
        </Row>
      </Panel>
      <Panel title={text.settings.keychain}>
        <Facts
          rows={[
            [
              text.settings.keychainKind,
              keychain.kind === null ? text.settings.notChosen : text.terms.keychain[keychain.kind],
            ],
            [text.settings.keychainStatus, text.terms.keychainStatus[keychain.status]],
          ]}
        />
        {keychain.problem && <ErrorNotice error={keychain.problem} />}
      </Panel>
      <Panel title={text.settings.policy} lead={text.settings.policyLead}>
        <Facts
          rows={[
            [
              text.settings.policyLife,
              text.settings.policyLifeValue(
                formatDuration(policy.defaultTokenLifeSeconds, language),
                formatDuration(policy.maxTokenLifeSeconds, language),
              ),
            ],
            [text.settings.policyAlgorithms, policy.algorithms.join(', ')],
            [text.settings.policyDigest, <code key="digest">{policy.sha256}</code>],
          ]}
        />
      </Panel>
      <Panel title={text.settings.about}>
        <Facts
          rows={[
            [text.settings.version, state.version],
            [text.settings.host, text.settings.hosts[state.host]],
            [text.settings.home, <code key="home">{state.homePath}</code>],
            [text.settings.homeKind, text.settings.homeKinds[state.homeKind ?? 'none']],
          ]}
        />
      </Panel>
    </Page>
  );
}
