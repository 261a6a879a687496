import { Camera } from 'lucide-react';
import { useCallback, useDeferredValue, useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Row, Stack } from '../../components/page.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import { CameraView } from '../../components/camera-view.tsx';
import { DeliverForm } from './deliver-form.tsx';
import { PictureButton } from '../../components/picture-button.tsx';
import { QrProgress } from './qr-progress.tsx';
import { useQrIntake } from './use-qr-intake.ts';

interface Props {
  readonly environment: Environment;
  readonly onClose: () => void;
}

/** Seals a key to another computer, whose own key was brought in a bundle. */
export function DeliverDialog({ environment, onClose }: Props) {
  const text = useText();
  const env = environment.name;
  const [value, setValue] = useState('');
  const [isLooking, setIsLooking] = useState(false);
  const latest = useDeferredValue(value);
  const look = useQuery('bundle.look', latest.trim() === '' ? null : { env, text: latest });
  const onWhole = useCallback(async (read: string) => {
    setIsLooking(false);
    setValue(read);
    await Promise.resolve();
  }, []);
  const intake = useQrIntake(onWhole);
  const { take } = intake;
  const onCode = useCallback((code: string) => take(code, text.bundle.cameraSource), [take, text]);
  const { bundle = null, isSecret = false } = look.value ?? {};
  const isOther = look.value !== null && (bundle === null || (bundle.report.ok && bundle.report.kind !== 'device-key'));
  return (
    <Dialog title={text.carrying.deliverTitle} env={env} onClose={onClose} isWide>
      {bundle === null || isOther ? (
        <Stack>
          <p>{text.carrying.deliverLead}</p>
          <QrProgress intake={intake} />
          {isLooking && <CameraView onCode={onCode} onClose={() => setIsLooking(false)} />}
          <Field label={text.carrying.deliverText} rows={6} isCode value={isSecret ? '' : value} onChange={setValue}>
            <Row>
              <FileButton label={text.dcm.importFile} onText={setValue} />
              <PictureButton onCode={intake.take} onProblem={intake.refuse} />
              <Button icon={Camera} onPress={() => setIsLooking(true)}>
                {text.bundle.fromCamera}
              </Button>
            </Row>
          </Field>
          {isOther && <Notice tone="bad" title={text.carrying.notDevice} isLive />}
          {look.error && <ErrorNotice error={look.error} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
          </DialogActions>
        </Stack>
      ) : (
        <DeliverForm env={env} device={latest} bundle={bundle} onClose={onClose} />
      )}
    </Dialog>
  );
}
