import { useDeferredValue, useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row, Stack } from '../../components/page.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { BundleImport } from './bundle-import.tsx';
import { SetImport } from './set-import.tsx';

interface Props {
  readonly environment: Environment;
  readonly onClose: () => void;
}

/** Keys of DCM for a machine without a network: a set or a signed bundle, from a file or the clipboard. */
export function ImportDialog({ environment, onClose }: Props) {
  const text = useText();
  const [given, setGiven] = useState({ value: '', source: '' });
  const { value, source } = given;
  // Typing stays quick while the core says what it is.
  const latest = useDeferredValue(value);
  const look = useQuery('bundle.look', latest.trim() === '' ? null : { env: environment.name, text: latest });
  const { bundle = null } = look.value ?? {};

  return (
    <Dialog title={text.dcm.importTitle} env={environment.name} onClose={onClose} isWide>
      <Stack>
        {bundle === null ? (
          <>
            <p>{text.dcm.importLead}</p>
            <Field
              label={text.dcm.importText}
              rows={8}
              isCode
              placeholder='{"keys": […]}'
              value={value}
              onChange={(next) => setGiven({ value: next, source: '' })}
            >
              <Row>
                <FileButton
                  label={text.dcm.importFile}
                  onText={(read, fileName) => setGiven({ value: read, source: fileName.slice(0, 256) })}
                />
                {source && <code>{source}</code>}
              </Row>
            </Field>
          </>
        ) : (
          <Row>
            <code>{source === '' ? text.dcm.importPasted : source}</code>
            <Button onPress={() => setGiven({ value: '', source: '' })}>{text.bundle.another}</Button>
          </Row>
        )}
        {look.error && <ErrorNotice error={look.error} />}
        {bundle === null ? (
          <SetImport
            env={environment.name}
            value={value}
            look={look.value}
            source={source === '' ? text.dcm.importPasted : source}
            onClose={onClose}
          />
        ) : (
          <BundleImport key={latest} env={environment.name} value={latest} bundle={bundle} onClose={onClose} />
        )}
      </Stack>
    </Dialog>
  );
}
