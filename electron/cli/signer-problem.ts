/**
 * What is wrong with something intact that is signed by another evidence key than the trusted one; `null`: nothing.
 * Whoever names a signer asks for that one: a whole chain by somebody else is no yes, and is printed as `ok: false`.
 */
export function signerProblem(
  { ok, signer }: { readonly ok: boolean; readonly signer: 'known' | 'unknown' },
  trusted: string | null,
): string | null {
  const isByAnother = ok && trusted !== null && signer === 'unknown';
  return isByAnother ? 'it is not signed by the evidence key that is trusted' : null;
}
