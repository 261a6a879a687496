import { spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { jwkThumbprint } from '../../electron/domain/thumbprint.ts';
import { FILE_PASSPHRASE, makeGoodSamples, makeSources, openKeyFiles } from '../fakes/key-files.ts';
import { primeOf, rsaJwkText, rsaOf, rsaPkcs1 } from '../fakes/weak-keys.ts';

const bun = fileURLToPath(new URL('../../node_modules/@oven/bun-linux-x64/bin/bun', import.meta.url));
const child = fileURLToPath(new URL('./key-file-under-bun-child.ts', import.meta.url));

describe('key files under BoringSSL', () => {
  if (!existsSync(bun)) {
    process.stderr.write('NOT RUN: key files under BoringSSL. Install the optional package @oven/bun-linux-x64.\n');
    it.skip('NOT RUN: the optional package @oven/bun-linux-x64 is not installed', () => undefined);
    return;
  }

  it('are read as under OpenSSL, and weak and broken ones are refused', { timeout: 120_000 }, () => {
    const files = openKeyFiles();
    makeSources(files);
    const wanted: Record<string, string> = {};
    for (const { file, source } of makeGoodSamples(files)) {
      const jwk = createPublicKey(files.read(`${source}.pem`)).export({ format: 'jwk' });
      wanted[file] = jwkThumbprint(jwk as Parameters<typeof jwkThumbprint>[0]);
    }
    const refuse = (name: string, content: Buffer | string) => {
      files.write(name, content);
      wanted[name] = 'JWK_REFUSED';
    };
    const good = rsaOf(primeOf(1024), primeOf(1024));
    refuse('broken.der', rsaPkcs1({ ...good, d: good.d + 2n }));
    refuse('broken.jwk', rsaJwkText({ ...good, dp: good.dp + 2n }));
    refuse('short.jwk', rsaJwkText(rsaOf(primeOf(256), primeOf(256))));
    refuse('e1.der', rsaPkcs1(rsaOf(primeOf(1024), primeOf(1024), 1n)));
    for (const [name, ...command] of [
      ['secp256k1.pem', 'ecparam', '-name', 'secp256k1', '-genkey'],
      ['x25519.pem', 'genpkey', '-algorithm', 'x25519'],
      ['ed448.pem', 'genpkey', '-algorithm', 'ed448'],
      ['pss.pem', 'genpkey', '-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'],
    ] as const) {
      files.openssl(...command, '-out', name);
      wanted[name] = 'JWK_REFUSED';
    }
    const argv = [child, files.folder, FILE_PASSPHRASE, ...Object.keys(wanted)];
    const { stdout, stderr } = spawnSync(bun, argv, { encoding: 'utf8', timeout: 110_000 });
    files.erase();
    expect(stderr).toBe('');
    const report = JSON.parse(stdout) as { boringssl: string | null; outcomes: Record<string, string> };
    expect(report.boringssl).toMatch(/^[0-9a-f]{40}$/u);
    expect(report.outcomes).toEqual(wanted);
  });
});
