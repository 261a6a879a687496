import type { Examined, ExaminedKind } from '../../shared/model/examined.ts';
import { useText } from '../text/text.ts';
import { Notice } from './notice.tsx';
import css from './secret-notice.module.css';

const KEY_MATERIAL: readonly ExaminedKind[] = [
  'private-jwk',
  'symmetric-jwk',
  'private-key',
  'encrypted-private-key',
  'pkcs12',
];
const TOKENS: readonly ExaminedKind[] = ['jwt', 'jws', 'jws-json'];

/** Secret, and nothing that an officer would go on working with: it must not stay on the screen. */
export function isKeyMaterial({ isSecret, kind }: Examined): boolean {
  return KEY_MATERIAL.includes(kind) || (isSecret && !TOKENS.includes(kind));
}

/** What to do with a secret that was shown where it should not be. */
export function SecretNotice({ examined, wasPasted }: { readonly examined: Examined; readonly wasPasted: boolean }) {
  const { examine } = useText();
  if (!isKeyMaterial(examined)) return <Notice tone="unsure" title={examine.secretToken} />;
  // A file was never shown: what it is says what to do with it.
  return wasPasted ? <KeyMaterialNotice /> : null;
}

/** A key stood on the screen that belongs on none. */
export function KeyMaterialNotice() {
  const { examine } = useText();
  return (
    <Notice tone="bad" title={examine.secretTitle} isLive>
      <ol className={css.todo}>
        <li>{examine.secretClipboard}</li>
        <li>{examine.secretWipe}</li>
        <li>{examine.secretImport}</li>
      </ol>
      <p>{examine.secretExposed}</p>
    </Notice>
  );
}
