import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const FILE_PASSPHRASE = 'pässwörd of the file';

/** A folder of keys as openssl writes them. */
export interface KeyFiles {
  readonly folder: string;
  /** Runs one openssl command in the folder; the passphrase is on hand as `env:SOURCE`. */
  openssl(...argv: string[]): void;
  path(name: string): string;
  read(name: string): Buffer;
  write(name: string, content: Buffer | string): string;
  erase(): void;
}

export function openKeyFiles(): KeyFiles {
  const folder = mkdtempSync(join(tmpdir(), 'dcm-key-files-'));
  const path = (name: string) => join(folder, name);
  return {
    folder,
    path,
    openssl: (...argv) => {
      execFileSync('openssl', argv, {
        cwd: folder,
        stdio: 'pipe',
        env: { ...process.env, SOURCE: FILE_PASSPHRASE, LC_ALL: 'C.UTF-8' },
      });
    },
    read: (name) => readFileSync(path(name)),
    write: (name, content) => {
      writeFileSync(path(name), content);
      return path(name);
    },
    erase: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const OUT = ['-passout', 'env:SOURCE'];

/** The keys and certificates that the other samples are made of. */
export function makeSources({ openssl, read, write }: KeyFiles): void {
  openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'rsa.pem');
  for (const [name, curve] of [
    ['p256', 'prime256v1'],
    ['p384', 'secp384r1'],
    ['p521', 'secp521r1'],
  ] as const) {
    openssl('ecparam', '-name', curve, '-genkey', '-out', `${name}.pem`);
  }
  openssl('genpkey', '-algorithm', 'ed25519', '-out', 'ed25519.pem');
  openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'ca.pem');
  openssl('req', '-x509', '-new', '-key', 'ca.pem', '-subj', '/CN=Test CA', '-days', '3', '-out', 'ca.crt');
  for (const name of ['rsa', 'p256', 'ed25519']) {
    openssl('req', '-x509', '-new', '-key', `${name}.pem`, '-subj', `/CN=${name}`, '-days', '3', '-out', `${name}.crt`);
  }
  for (const name of ['rsa', 'p256', 'ed25519']) {
    write(`${name}.jwk`, JSON.stringify(createPrivateKey(read(`${name}.pem`)).export({ format: 'jwk' })));
  }
}

/** One sample that must be read: its file, the source that it was made of, and what is expected. */
export interface GoodSample {
  readonly file: string;
  readonly source: 'rsa' | 'p256' | 'p384' | 'p521' | 'ed25519';
  readonly format: string;
  readonly isEncrypted: boolean;
  readonly isPublic?: boolean;
}

/** Every form of the sources that people bring, under names that lie about it here and there. */
export function makeGoodSamples(files: KeyFiles): readonly GoodSample[] {
  const { openssl, read, write } = files;
  const samples: GoodSample[] = [];
  const add = (file: string, source: GoodSample['source'], format: string, isEncrypted = false, isPublic = false) =>
    samples.push({ file, source, format, isEncrypted, isPublic });

  add('rsa.pem', 'rsa', 'pkcs8');
  openssl('pkcs8', '-topk8', '-nocrypt', '-in', 'rsa.pem', '-outform', 'DER', '-out', 'rsa-pkcs8.txt');
  add('rsa-pkcs8.txt', 'rsa', 'pkcs8');
  openssl('rsa', '-in', 'rsa.pem', '-traditional', '-out', 'rsa-pkcs1.crt');
  add('rsa-pkcs1.crt', 'rsa', 'pkcs1');
  openssl('rsa', '-in', 'rsa.pem', '-traditional', '-outform', 'DER', '-out', 'rsa-pkcs1.der');
  add('rsa-pkcs1.der', 'rsa', 'pkcs1');
  for (const cipher of ['aes-128-cbc', 'aes-256-cbc', 'des3']) {
    openssl('pkcs8', '-topk8', '-in', 'rsa.pem', '-v2', cipher, ...OUT, '-out', `rsa-${cipher}.pem`);
    add(`rsa-${cipher}.pem`, 'rsa', 'pkcs8-encrypted', true);
  }
  openssl('pkcs8', '-topk8', '-in', 'p256.pem', '-v2', 'aes256', ...OUT, '-outform', 'DER', '-out', 'p256-enc.der');
  add('p256-enc.der', 'p256', 'pkcs8-encrypted', true);
  for (const cipher of ['aes128', 'aes256', 'des3']) {
    openssl('rsa', '-in', 'rsa.pem', '-traditional', `-${cipher}`, ...OUT, '-out', `rsa-dek-${cipher}.pem`);
    add(`rsa-dek-${cipher}.pem`, 'rsa', 'pem-encrypted', true);
  }
  openssl('ec', '-in', 'p256.pem', '-aes256', ...OUT, '-out', 'p256-dek.pem');
  add('p256-dek.pem', 'p256', 'pem-encrypted', true);
  for (const source of ['p256', 'p384', 'p521'] as const) add(`${source}.pem`, source, 'sec1');
  openssl('ec', '-in', 'p256.pem', '-outform', 'DER', '-out', 'p256-sec1.p12');
  add('p256-sec1.p12', 'p256', 'sec1');
  openssl('pkcs8', '-topk8', '-nocrypt', '-in', 'p384.pem', '-out', 'p384-pkcs8.json');
  add('p384-pkcs8.json', 'p384', 'pkcs8');
  add('ed25519.pem', 'ed25519', 'pkcs8');
  for (const source of ['rsa', 'p256', 'ed25519'] as const) add(`${source}.jwk`, source, 'jwk');

  const p12 = (name: string, source: string, ...more: string[]) =>
    openssl('pkcs12', '-export', '-inkey', `${source}.pem`, '-in', `${source}.crt`, ...OUT, ...more, '-out', name);
  p12('rsa-modern.p12', 'rsa', '-certfile', 'ca.crt');
  p12('rsa-legacy.pfx', 'rsa', '-legacy', '-certfile', 'ca.crt');
  p12('rsa-3des.p12', 'rsa', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1');
  p12('rsa-nomac.pem', 'rsa', '-nomac');
  for (const name of ['rsa-modern.p12', 'rsa-legacy.pfx', 'rsa-3des.p12', 'rsa-nomac.pem'])
    add(name, 'rsa', 'pkcs12', true);
  p12('p256.p12', 'p256');
  add('p256.p12', 'p256', 'pkcs12', true);
  p12('ed25519.p12', 'ed25519');
  add('ed25519.p12', 'ed25519', 'pkcs12', true);
  openssl('pkcs12', '-export', '-inkey', 'rsa.pem', '-in', 'rsa.crt', '-passout', 'pass:', '-out', 'rsa-empty.p12');
  add('rsa-empty.p12', 'rsa', 'pkcs12');
  openssl('pkcs12', '-export', '-nokeys', '-in', 'rsa.crt', ...OUT, '-out', 'rsa-cert.p12');
  add('rsa-cert.p12', 'rsa', 'pkcs12', true, true);

  const pem = read('rsa.pem').toString('latin1');
  write('rsa-bom.pem', `\u{feff}${pem}`);
  write('rsa-crlf.pem', pem.replaceAll('\n', '\r\n'));
  write('rsa-utf16.txt', Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(pem, 'utf16le')]));
  write('rsa-mail.eml', `Dear colleague, 0 here is the key\n\n${pem}\nKind regards -- ----- ÿ`);
  write('rsa-with-chain.pem', Buffer.concat([read('rsa.pem'), read('rsa.crt'), read('ca.crt')]));
  for (const name of ['rsa-bom.pem', 'rsa-crlf.pem', 'rsa-utf16.txt', 'rsa-mail.eml', 'rsa-with-chain.pem'])
    add(name, 'rsa', 'pkcs8');
  write('p256-bom.jwk', `\u{feff}\r\n ${read('p256.jwk').toString('utf8')}\r\n`);
  add('p256-bom.jwk', 'p256', 'jwk');

  openssl('pkey', '-in', 'rsa.pem', '-pubout', '-out', 'rsa-public.key');
  add('rsa-public.key', 'rsa', 'spki', false, true);
  openssl('pkey', '-in', 'p256.pem', '-pubout', '-outform', 'DER', '-out', 'p256-public.der');
  add('p256-public.der', 'p256', 'spki', false, true);
  openssl('rsa', '-in', 'rsa.pem', '-RSAPublicKey_out', '-out', 'rsa-public-pkcs1.pem');
  add('rsa-public-pkcs1.pem', 'rsa', 'pkcs1-public', false, true);
  add('rsa.crt', 'rsa', 'certificate', false, true);
  openssl('x509', '-in', 'ed25519.crt', '-outform', 'DER', '-out', 'ed25519-cert.cer');
  add('ed25519-cert.cer', 'ed25519', 'certificate', false, true);
  const { kty, n, e } = JSON.parse(read('rsa.jwk').toString('utf8')) as Record<string, string>;
  write('rsa-public.jwk', JSON.stringify({ kty, n, e, use: 'sig', alg: 'RS256', kid: 'bank-7' }));
  add('rsa-public.jwk', 'rsa', 'jwk-public', false, true);
  return samples;
}
