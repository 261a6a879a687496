import { Camera, Keyboard } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CameraView } from '../../components/camera-view.tsx';
import { Field } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { PictureButton } from '../../components/picture-button.tsx';
import { Row, Stack } from '../../components/page.tsx';
import { type Text, useText } from '../../text/text.ts';
import { SHARE_GROUPS, ShareGroups, shareGroups } from './share-groups.tsx';
import css from './stage.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/**
 * One share from its paper: typed, or by its QR code. Nothing of it goes through the clipboard, in or out, and what came by
 * a code is used without being shown. It stands within a `SecretCover`, which takes it away.
 */
export function ShareInput({ label, value, onChange }: Props) {
  const { ceremonyRun } = useText();
  const [wasPasted, setWasPasted] = useState(false);
  const [isLooking, setIsLooking] = useState(false);
  /** It came by a code: nobody has to see it. */
  const [isScanned, setIsScanned] = useState(false);
  const [problem, setProblem] = useState<keyof Text['errors'] | null>(null);
  const refuse = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    setWasPasted(true);
  };
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  const take = useCallback((code: string) => {
    setIsLooking(false);
    setProblem(null);
    setIsScanned(true);
    latest.current(code);
    return Promise.resolve();
  }, []);
  function type() {
    setIsScanned(false);
    onChange('');
  }

  if (isLooking) return <CameraView onCode={take} onClose={() => setIsLooking(false)} />;
  if (isScanned) {
    return (
      <Notice tone="calm" title={ceremonyRun.shareScanned} isLive>
        <p>{ceremonyRun.shareScannedBody}</p>
        <Row>
          <Button icon={Keyboard} onPress={type}>
            {ceremonyRun.shareType}
          </Button>
        </Row>
      </Notice>
    );
  }
  return (
    <Stack>
      <div className={css.secretField} onCopy={refuse} onCut={refuse} onPaste={refuse} onDrop={refuse}>
        <Field
          label={label}
          value={value}
          onChange={onChange}
          rows={4}
          isCode
          hint={ceremonyRun.groupsTyped(shareGroups(value).groups.length, SHARE_GROUPS)}
          problem={wasPasted ? ceremonyRun.readBackPaste : null}
        />
        {value.trim() !== '' && <ShareGroups text={value} />}
      </div>
      {problem !== null && <ErrorNotice error={{ code: problem, message: '', hint: '' }} />}
      <Row>
        <Button icon={Camera} onPress={() => setIsLooking(true)}>
          {ceremonyRun.shareByCamera}
        </Button>
        <PictureButton onCode={take} onProblem={setProblem} />
        <span className={css.soft}>{ceremonyRun.shareCodeKept}</span>
      </Row>
    </Stack>
  );
}
