import { Video, VideoOff } from 'lucide-react';
import { cx } from '../../components/class-names.ts';
import { useText } from '../../text/text.ts';
import css from './stage.module.css';

/** What the camera may see of this screen: on every frame, at the same place. */
export function CameraRule({ isSecret }: { readonly isSecret: boolean }) {
  const { ceremonyRun } = useText();
  const Icon = isSecret ? VideoOff : Video;
  return (
    <p className={cx(css.camera, css.rule, isSecret && css.covered)}>
      <Icon size={20} aria-hidden /> {isSecret ? ceremonyRun.coverTitle : ceremonyRun.cameraRuns}
    </p>
  );
}
