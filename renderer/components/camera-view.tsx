import { CameraOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { ErrorNotice } from './notice.tsx';
import { decodePixels } from './qr-decode.ts';
import { useCommand } from '../ipc/use-call.ts';
import { useText } from '../text/text.ts';
import css from './camera-view.module.css';

const LOOK_EVERY_MS = 200;
const PATIENCE_MS = 300;
/** A dense code has some four pixels for each module then. */
const LONGEST_SIDE = 1280;

interface Props {
  /** Must stay the same from one drawing to the next. */
  readonly onCode: (code: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Looks through the camera for QR codes, from the officer's press until this is closed. No picture is kept, no sound asked for. */
export function CameraView({ onCode, onClose }: Props) {
  const text = useText();
  const { run: allow } = useCommand('camera.allow');
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    void (async () => {
      const stream = await openCamera(allow, signal);
      if (typeof stream === 'string') return setProblem(stream);
      if (stream === null || video.current === null) return undefined;
      video.current.srcObject = stream;
      return await look(video.current, { onCode, signal });
    })();
    return () => {
      ending.abort();
      void allow({ isAllowed: false });
    };
  }, [allow, onCode]);

  return (
    <div className={css.camera}>
      {problem === null ? (
        <>
          <p>{text.bundle.cameraLead}</p>
          <video ref={video} className={css.video} aria-label={text.bundle.cameraView} autoPlay muted playsInline />
        </>
      ) : (
        <ErrorNotice error={{ code: 'CAMERA_REFUSED', message: problem, hint: '' }} />
      )}
      <Button icon={CameraOff} onPress={onClose}>
        {problem === null ? text.bundle.cameraStop : text.bundle.qrBack}
      </Button>
    </div>
  );
}

/** The camera's picture; why there is none; or `null`, where it was closed meanwhile. It ends with the signal. */
async function openCamera(
  allow: (input: { isAllowed: boolean }) => Promise<unknown>,
  signal: AbortSignal,
): Promise<MediaStream | string | null> {
  await allow({ isAllowed: true });
  try {
    const wanted = { facingMode: 'environment', width: { ideal: 1920 } };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: wanted });
    const stop = () => {
      for (const track of stream.getTracks()) track.stop();
    };
    signal.addEventListener('abort', stop);
    if (!signal.aborted) return stream;
    stop();
    return null;
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
}

async function look(
  video: HTMLVideoElement,
  { onCode, signal }: { readonly onCode: Props['onCode']; readonly signal: AbortSignal },
): Promise<void> {
  const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  let latest = '';
  while (!signal.aborted && brush !== null) {
    const { videoWidth, videoHeight } = video;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(videoWidth, videoHeight, 1));
    const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
    if (width > 0 && height > 0) {
      brush.canvas.width = width;
      brush.canvas.height = height;
      brush.drawImage(video, 0, 0, width, height);
      const code = await decodePixels(brush.getImageData(0, 0, width, height), { patienceMs: PATIENCE_MS });
      if (code !== null && code !== latest && !signal.aborted) {
        latest = code;
        await onCode(code);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
