import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readDropped } from '../../renderer/components/dropped-file.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }));

/** A file that notes how far it was read. */
function watched(content: string | Uint8Array<ArrayBuffer>): { readonly file: Blob; readonly readTo: () => number } {
  const file = new Blob([content]);
  const slice = file.slice.bind(file);
  let end = 0;
  file.slice = (from, to, type) => {
    end = Math.max(end, to ?? file.size);
    return slice(from, to, type);
  };
  return { file, readTo: () => end };
}

describe('a dropped file', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const ed = generateKeyPairSync('ed25519').privateKey;
  const sealed = { cipher: 'aes-256-cbc', passphrase: 'passphrase' };
  it.each([
    ['PKCS#8, RSA', pem],
    ['PKCS#8, Ed25519', ed.export({ format: 'pem', type: 'pkcs8' }).toString()],
    ['SEC1', ec.export({ format: 'pem', type: 'sec1' }).toString()],
    ['PKCS#1', privateKey.export({ format: 'pem', type: 'pkcs1' }).toString()],
    ['sealed', ec.export({ format: 'pem', type: 'pkcs8', ...sealed }).toString()],
    ['SEC1 after a line', `the old key\n${ec.export({ format: 'pem', type: 'sec1' }).toString()}`],
  ])('is left before its second line where the first begins a private key: %s', async (_name, content) => {
    const { file, readTo } = watched(content);
    expect(await readDropped(file)).toEqual({ is: 'private' });
    const body = content.indexOf('\n', content.indexOf('-----BEGIN')) + 1;
    // Eight letters of base64 are six bytes: of a key this short not one of them is private.
    expect(readTo() - body).toBeLessThanOrEqual(8);
  });

  it('is left within a few lines where a private key stands below a long letter', async () => {
    for (const length of [4000, 4096, 5000, 5120, 5121]) {
      const { file, readTo } = watched('x'.repeat(length) + pem);
      expect(await readDropped(file)).toEqual({ is: 'private' });
      expect(readTo()).toBeLessThan(length + 2 * 256);
    }
  });

  it('is private where a JWK names a private member, before the members that follow', async () => {
    const { file, readTo } = watched(jwk);
    expect(await readDropped(file)).toEqual({ is: 'private' });
    expect(readTo()).toBeLessThan(jwk.indexOf('"d"') + 2 * 24);
    expect(await readDropped(new Blob(['{"kty":"oct","k" : "c2VjcmV0"}']))).toEqual({ is: 'private' });
  });

  it('is not read where it is no text', async () => {
    const { file, readTo } = watched(new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })));
    expect(await readDropped(file)).toEqual({ is: 'binary' });
    expect(readTo()).toBe(24);
    expect(await readDropped(new Blob([new Uint8Array(Buffer.from(pem, 'utf16le'))]))).toEqual({ is: 'binary' });
  });

  it('is read whole where it shows no such sign, letters of more than one byte included', async () => {
    const text = `${'ї'.repeat(1000)}\n${publicKey.export({ format: 'pem', type: 'spki' }).toString()}`;
    expect(await readDropped(new Blob([text]))).toEqual({ is: 'text', text });
    expect(await readDropped(new Blob([]))).toEqual({ is: 'text', text: '' });
  });

  it('is refused unread where it is too large, and said to be gone where it is', async () => {
    const { file, readTo } = watched('x'.repeat(262_145));
    expect(await readDropped(file)).toEqual({ is: 'too-large' });
    expect(readTo()).toBe(0);
    const gone = new Blob(['text']);
    gone.slice = () => {
      throw new DOMException('gone', 'NotReadableError');
    };
    expect(await readDropped(gone)).toEqual({ is: 'unreadable' });
    expect(await readDropped(new Blob([Uint8Array.of(0x61, 0xd1)]))).toEqual({ is: 'unreadable' });
  });
});
