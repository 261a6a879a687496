import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ServerIdentity {
  readonly key: string;
  readonly cert: string;
}

/** A throw-away certificate authority made with openssl. */
export interface TestAuthority {
  readonly cert: string;
  /** A server certificate signed by it; validity in days from today, both may be negative. */
  issue(wanted: { readonly names: string; readonly from?: number; readonly to?: number }): ServerIdentity;
  selfSigned(names: string): ServerIdentity;
  remove(): void;
}

/** Makes an authority in a temporary folder. `remove` deletes it. */
export function makeAuthority(): TestAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'dcm-test-ca-'));
  const file = (name: string): string => join(folder, name);
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  };
  const newKey = (name: string): void =>
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', name);
  let serial = 0;

  writeFileSync(file('index.txt'), '');
  writeFileSync(
    file('ca.cnf'),
    `[ca]\ndefault_ca=x\n[x]\ndatabase=${file('index.txt')}\nnew_certs_dir=${folder}\ndefault_md=sha256\npolicy=p\nunique_subject=no\nrand_serial=yes\n[p]\ncommonName=supplied\n`,
  );
  newKey('ca.key');
  openssl('req', '-x509', '-new', '-key', 'ca.key', '-subj', '/CN=practice authority', '-days', '30', '-out', 'ca.pem');

  return {
    cert: read('ca.pem'),
    issue({ names, from = -1, to = 7 }) {
      serial += 1;
      const name = `leaf${String(serial)}`;
      newKey(`${name}.key`);
      openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
      writeFileSync(file(`${name}.ext`), `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`);
      openssl(
        ...['ca', '-batch', '-notext', '-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', 'ca.key'],
        ...['-startdate', day(from), '-enddate', day(to), '-extfile', `${name}.ext`],
        ...['-in', `${name}.csr`, '-out', `${name}.pem`],
      );
      return { key: read(`${name}.key`), cert: read(`${name}.pem`) };
    },
    selfSigned(names) {
      newKey('self.key');
      openssl(
        'req',
        '-x509',
        '-new',
        '-key',
        'self.key',
        '-subj',
        '/CN=self',
        '-addext',
        `subjectAltName=${names}`,
        '-out',
        'self.pem',
      );
      return { key: read('self.key'), cert: read('self.pem') };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** `days` from now, as openssl ca wants it: YYYYMMDDHHMMSSZ. */
function day(days: number): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]/gu, '').slice(0, 14)}Z`;
}
