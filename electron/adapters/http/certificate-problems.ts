interface CertificateProblem {
  readonly problem: string;
  readonly hint: string;
}

const CLOCK = "compare this computer's clock with another source; if it is right, tell DCM";
const AUTHORITY =
  'ask DCM whose certificate this is; give that authority to the environment (env access NAME --ca FILE) if DCM confirms it';
const STOP = 'send nothing; tell DCM and your network people';

const PROBLEMS: Readonly<Record<string, CertificateProblem>> = {
  CERT_HAS_EXPIRED: { problem: 'it has expired', hint: CLOCK },
  CERT_NOT_YET_VALID: { problem: 'it is not valid yet', hint: CLOCK },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    problem: 'it is for another host',
    hint: 'check the base URL; if it is right, send nothing and tell DCM',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: { problem: 'it is self-signed', hint: AUTHORITY },
  SELF_SIGNED_CERT_IN_CHAIN: { problem: 'its authority is not trusted here', hint: AUTHORITY },
  UNABLE_TO_GET_ISSUER_CERT: { problem: 'its authority is unknown', hint: AUTHORITY },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { problem: 'its authority is unknown', hint: AUTHORITY },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { problem: 'its authority is unknown', hint: AUTHORITY },
  CERT_UNTRUSTED: { problem: 'its authority is not trusted here', hint: AUTHORITY },
  CERT_REJECTED: { problem: 'its authority rejects it', hint: STOP },
  CERT_REVOKED: { problem: 'it has been revoked', hint: STOP },
  CERT_SIGNATURE_FAILURE: { problem: 'its signature is wrong', hint: STOP },
  CERT_CHAIN_TOO_LONG: { problem: 'its chain is too long', hint: STOP },
  INVALID_CA: { problem: 'its issuer is no certificate authority', hint: STOP },
  INVALID_PURPOSE: { problem: 'it is not made for servers', hint: STOP },
  HOSTNAME_MISMATCH: { problem: 'it is for another host', hint: STOP },
  EE_KEY_TOO_SMALL: { problem: 'its key is too small', hint: STOP },
  CA_KEY_TOO_SMALL: { problem: "its authority's key is too small", hint: STOP },
  CA_MD_TOO_WEAK: { problem: 'it is signed with a hash that is too weak', hint: STOP },
  ERR_TLS_CERT_ALTNAME_FORMAT: { problem: 'its names are malformed', hint: STOP },
};

/** Says what is wrong with a server's certificate, by the code that TLS gave; `null` if it is about something else. */
export function certificateProblem(code: string): CertificateProblem | null {
  const known = PROBLEMS[code];
  if (known !== undefined) return known;
  // OpenSSL has some seventy reasons; the rare ones keep their own name.
  return /^(?:CERT_|CRL_|CA_|UNABLE_TO_|ERROR_IN_CERT_|ERR_TLS_CERT_)/u.test(code)
    ? { problem: code, hint: STOP }
    : null;
}
