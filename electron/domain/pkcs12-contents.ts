/** What a PKCS#12 file holds. The private keys' bytes belong to the caller, who zeroes them. */
export interface Pkcs12Contents {
  /** DER of each private key, PKCS#8 or PKCS#1. */
  readonly privateKeys: readonly Buffer[];
  /** DER of each certificate, in the order of the file. Nothing of them has been checked. */
  readonly certificates: readonly Buffer[];
}

/**
 * Opens a PKCS#12 file. `passphrase`: UTF-8; empty means the empty passphrase, and where that fails none at all.
 * Gives `null` where the passphrase is wrong.
 * @throws INPUT_INVALID where the file is damaged or encrypted in a way that is not known
 */
export type OpenPkcs12 = (bytes: Buffer, passphrase: Buffer) => Promise<Pkcs12Contents | null>;
