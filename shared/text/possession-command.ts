import type { SignatureAlgorithm } from '../model/key.ts';

interface Asked {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly payload: string;
}

const PSS = ' -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest';

/**
 * A shell command with which the holder of a private key in `key.pem` makes the compact JWS that is asked for. It is an
 * example: whoever has an HSM signs the same bytes with its own tool. RSA by openssl; the rest by Node, because openssl
 * writes signatures of elliptic curves in another form.
 * @see RFC 7515 §3.1, RFC 7518 §3.4
 */
export function possessionCommand({ kid, alg, payload }: Asked): string {
  const input = [`header=${quoted(JSON.stringify({ alg, kid }))}`, `payload=${quoted(payload)}`];
  return [...input, ...(/^[RP]S/u.test(alg) ? byOpenssl(alg) : byNode(alg))].join('\n');
}

function byOpenssl(alg: SignatureAlgorithm): readonly string[] {
  const options = `-sha${alg.slice(2)}${alg.startsWith('PS') ? PSS : ''}`;
  return [
    "b64() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }",
    'input=$(printf %s "$header" | b64).$(printf %s "$payload" | b64)',
    `echo "$input.$(printf %s "$input" | openssl dgst ${options} -sign key.pem | b64)"`,
  ];
}

function byNode(alg: SignatureAlgorithm): readonly string[] {
  const hash = alg.startsWith('ES') ? `"sha${alg.slice(2)}"` : 'null';
  return [
    "node -e '",
    'const { sign } = require("node:crypto"), b64 = (data) => Buffer.from(data).toString("base64url");',
    'const input = process.argv.slice(1).map(b64).join(".");',
    'const key = { key: require("node:fs").readFileSync("key.pem"), dsaEncoding: "ieee-p1363" };',
    `console.log(input + "." + b64(sign(${hash}, Buffer.from(input), key)));`,
    '\' "$header" "$payload"',
  ];
}

/** Nothing in single quotes means anything to a shell; the quote itself is written outside of them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
