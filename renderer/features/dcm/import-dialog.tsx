import { Camera } from 'lucide-react';
import { useCallback, useDeferredValue, useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row, Stack } from '../../components/page.tsx';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { BundleImport } from './bundle-import.tsx';
import { CameraView } from '../../components/camera-view.tsx';
import { type Look, mayBeSet, NoSet } from './no-set.tsx';
import { PictureButton } from '../../components/picture-button.tsx';
import { QrProgress } from './qr-progress.tsx';
import { SetImport } from './set-import.tsx';
import { useQrIntake } from './use-qr-intake.ts';

interface Props {
  readonly environment: Environment;
  readonly onClose: () => void;
}

const NOTHING = { value: '', source: '' };

/** Keys of DCM for a machine without a network: a set or a signed bundle, from a file, the clipboard or QR codes. */
export function ImportDialog({ environment, onClose }: Props) {
  const text = useText();
  const env = environment.name;
  const { run: ask, error: lookError } = useCommand('bundle.look');
  const [given, setGiven] = useState(NOTHING);
  const [isLooking, setIsLooking] = useState(false);
  const [refused, setRefused] = useState<Look | null>(null);
  const { value, source } = given;
  // Typing stays quick while the core says what it is.
  const latest = useDeferredValue(value);
  const look = useQuery('bundle.look', latest.trim() === '' ? null : { env, text: latest });
  const { bundle = null, isSecret = false } = look.value ?? {};

  function give(next: typeof given) {
    setRefused(null);
    setGiven(next);
  }
  // Nobody has seen what is in a code: it comes on the screen only when the core has said what it is.
  const onWhole = useCallback(
    async (read: string, from: string) => {
      setIsLooking(false);
      const found = await ask({ env, text: read });
      if (!found.ok) return;
      setRefused(mayBeSet(found.value) ? null : found.value);
      setGiven(mayBeSet(found.value) ? { value: read, source: from } : NOTHING);
    },
    [ask, env],
  );
  const intake = useQrIntake(onWhole);
  const { take } = intake;
  const onCode = useCallback((code: string) => take(code, text.bundle.cameraSource), [take, text]);

  return (
    <Dialog title={text.dcm.importTitle} env={env} onClose={onClose} isWide>
      <Stack>
        {bundle === null ? (
          <>
            <p>{text.dcm.importLead}</p>
            <QrProgress intake={intake} />
            {isLooking ? (
              <CameraView onCode={onCode} onClose={() => setIsLooking(false)} />
            ) : (
              <Field
                label={text.dcm.importText}
                rows={8}
                isCode
                placeholder='{"keys": […]}'
                value={isSecret ? '' : value}
                onChange={(next) => give({ value: next, source: '' })}
              >
                <Row>
                  <FileButton
                    label={text.dcm.importFile}
                    onText={(read, fileName) => give({ value: read, source: fileName.slice(0, 256) })}
                  />
                  <PictureButton onCode={intake.take} onProblem={intake.refuse} />
                  <Button icon={Camera} onPress={() => setIsLooking(true)}>
                    {text.bundle.fromCamera}
                  </Button>
                  {source && <code>{source}</code>}
                </Row>
              </Field>
            )}
          </>
        ) : (
          <Row>
            <code>{source === '' ? text.dcm.importPasted : source}</code>
            <Button onPress={() => give(NOTHING)}>{text.bundle.another}</Button>
          </Row>
        )}
        {refused && <NoSet look={refused} />}
        {[look.error, lookError].map((error, index) => error && <ErrorNotice key={index} error={error} />)}
        {bundle === null ? (
          <SetImport
            env={env}
            value={value}
            look={look.value}
            source={source === '' ? text.dcm.importPasted : source}
            onClose={onClose}
          />
        ) : (
          <BundleImport key={latest} env={env} value={latest} bundle={bundle} onClose={onClose} />
        )}
      </Stack>
    </Dialog>
  );
}
