import { DcmPage } from './dcm-page.tsx';
import { RotationPage } from './rotation-page.tsx';

/** One DCM and what we know of it, or the way from a key to its successor there. */
export function DcmRoom({ rest }: { readonly rest: readonly string[] }) {
  const [place, name = null] = rest;
  if (place === 'rotate' && name !== null) return <RotationPage key={name} kid={name} kind="planned" />;
  if (place === 'emergency' && name !== null) return <RotationPage key={`!${name}`} kid={name} kind="emergency" />;
  return <DcmPage shown={place === 'show' ? name : null} />;
}
