import { FileInput, Save, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { useApp } from '../../ipc/app-context.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import type { Draft } from './draft.ts';
import css from './signing.module.css';
import { TemplateImportDialog } from './template-import-dialog.tsx';
import { useTemplateExport } from './template-export.tsx';
import { TemplateRemoveDialog } from './template-remove-dialog.tsx';
import { TemplateDialog } from './template-dialog.tsx';
import { draftOf, wishesOf } from './template-draft.ts';

interface Props {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

/** Which template the token follows; or none, and the form made into one. */
export function TemplateChoice({ draft, onChange }: Props) {
  const text = useText();
  const { policy } = useApp().state;
  const templates = useQuery('template.list', {});
  const [isSaving, setIsSaving] = useState(false);
  const [isImporting, setIsImporting] = useState(false);
  const [isRemoving, setIsRemoving] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const toFile = useTemplateExport(draft.template);
  const chosen = templates.value?.find(({ name }) => name === draft.template) ?? null;

  function choose(name: string) {
    setSaved(null);
    const template = templates.value?.find((one) => one.name === name);
    onChange(template ? draftOf(template, policy.defaultTokenLifeSeconds) : { template: '' });
  }

  return (
    <>
      <Select
        label={text.sign.template}
        hint={text.sign.templateHint}
        value={draft.template}
        onChange={choose}
        options={[
          { id: '', label: text.sign.templateNone },
          ...(templates.value ?? []).map(({ name, note }) => ({ id: name, label: note ? `${name}: ${note}` : name })),
        ]}
      />
      {chosen !== null &&
        wishesOf(chosen).map(([name, pattern]) => (
          <p key={name} className={css.soft}>
            {text.sign.templateWants(name, pattern)}
          </p>
        ))}
      {templates.error && <ErrorNotice error={templates.error} onRetry={templates.reload} />}
      {saved !== null && <Notice tone="good" title={text.sign.templateSaved(saved)} isLive />}
      {chosen === null && (
        <Row>
          <Button look="quiet" icon={Save} onPress={() => setIsSaving(true)}>
            {text.sign.templateSave}
          </Button>
          <Button look="quiet" icon={FileInput} onPress={() => setIsImporting(true)}>
            {text.sign.templateImport}
          </Button>
        </Row>
      )}
      {chosen !== null && (
        <>
          {toFile.notice}
          <Row>
            {toFile.button}
            {!chosen.isBuiltIn && (
              <Button look="quiet" icon={Trash2} onPress={() => setIsRemoving(true)}>
                {text.sign.templateRemove}
              </Button>
            )}
          </Row>
        </>
      )}
      {isRemoving && chosen !== null && (
        <TemplateRemoveDialog
          name={chosen.name}
          onClose={(isRemoved) => {
            setIsRemoving(false);
            if (isRemoved) onChange({ template: '' });
          }}
        />
      )}
      {isImporting && (
        <TemplateImportDialog
          onClose={(name) => {
            setIsImporting(false);
            setSaved(name);
          }}
        />
      )}
      {isSaving && (
        <TemplateDialog
          draft={draft}
          onClose={(name) => {
            setIsSaving(false);
            setSaved(name);
          }}
        />
      )}
    </>
  );
}
