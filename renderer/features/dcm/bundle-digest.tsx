import { digestWords } from '../../../shared/text/fingerprint-words.ts';
import { HexGroups } from '../../components/hex-groups.tsx';
import { useLanguage } from '../../text/text.ts';

/** The digest of a bundle, to be compared on both sides: in hex by eye, in words aloud. */
export function BundleDigest({ sha256 }: { readonly sha256: string }) {
  const language = useLanguage();
  return (
    <div>
      <HexGroups value={sha256} />
      <p>{digestWords(sha256, language).join(' ')}</p>
    </div>
  );
}
