import { ExaminePage } from './examine-page.tsx';
import { ImportPage } from './import-page.tsx';
import { KeyDetail } from './key-detail.tsx';
import { KeysPage } from './keys-page.tsx';
import { NewKeyPage } from './new-key-page.tsx';
import { PassportPage } from './passport-page.tsx';
import { PassportVerifyPage } from './passport-verify-page.tsx';

/** The list, one key, or the way from nothing to a proven key. */
export function KeysRoom({ rest }: { readonly rest: readonly string[] }) {
  const [place, kid = null] = rest;
  if (place === 'new') return <NewKeyPage key={kid} kid={null} replaces={kid} />;
  if (place === 'register' && kid !== null) return <NewKeyPage key={kid} kid={kid} />;
  if (place === 'show' && kid !== null) return <KeyDetail kid={kid} />;
  if (place === 'import') return <ImportPage />;
  if (place === 'examine') return <ExaminePage />;
  if (place === 'verify') return <PassportVerifyPage />;
  if (place === 'passport' && kid !== null) return <PassportPage key={kid} kid={kid} />;
  return <KeysPage />;
}
