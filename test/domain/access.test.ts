import { describe, expect, test } from 'vitest';
import { parseContact, parseProxy, parseProxyPassword } from '../../electron/domain/access.ts';
import {
  joinCredential,
  layOutCredential,
  parseCredential,
  partsOfCredential,
} from '../../electron/domain/credential.ts';
import { parseProxyUrl } from '../../electron/domain/proxy-url.ts';
import { environmentAt } from '../fakes/dcm-calls.ts';

const refused = expect.objectContaining({ code: 'INPUT_INVALID' }) as Error;

describe('the address of a proxy', () => {
  test.each([
    ['http://proxy.bank:3128', 'http://proxy.bank:3128'],
    ['HTTP://Proxy.Bank:3128/', 'http://proxy.bank:3128'],
    ['proxy:8080', 'http://proxy:8080'],
    ['proxy.bank', 'http://proxy.bank:80'],
    ['https://proxy.bank', 'https://proxy.bank:443'],
    ['10.0.0.7:3128', 'http://10.0.0.7:3128'],
    ['http://[::1]:3128', 'http://[::1]:3128'],
  ])('%s is kept as %s', (text, kept) => {
    expect(parseProxyUrl(text)).toBe(kept);
    expect(parseProxyUrl(kept)).toBe(kept);
  });

  test.each([
    '',
    'http://',
    'ftp://proxy:1',
    'socks5://proxy:1080',
    'http://user:s3cret@proxy:1',
    'user@proxy:1',
    'http://proxy:0',
    'http://proxy:65536',
    'http://proxy:1/path',
    'http://proxy:1?x',
    'http://pro xy:1',
    'http://prоxy:1',
    'http://0x7f.1:3128',
    'http://proxy:1\r\nX: y',
  ])('%j is refused, and a password in it is not repeated', (text) => {
    expect(() => parseProxyUrl(text)).toThrow(refused);
    expect(() => parseProxyUrl(text)).not.toThrow(/s3cret/u);
  });

  test('is refused for practice, and its user may have no colon', () => {
    const named = { mode: 'fixed', url: 'proxy:1', user: null } as const;
    const stage = environmentAt(1, { kind: 'stage' });
    expect(parseProxy(named, stage)).toEqual({ mode: 'fixed', url: 'http://proxy:1', user: null });
    expect(() => parseProxy(named, environmentAt(1))).toThrow(refused);
    expect(() => parseProxy({ ...named, user: 'a:b' }, stage)).toThrow(refused);
    expect(parseProxy({ mode: 'system' }, environmentAt(1))).toEqual({ mode: 'system' });
  });

  test.each(['', 'a\r\nb', 'a\0', 'x'.repeat(1025)])('a password like %j is refused', (password) => {
    expect(() => parseProxyPassword(password)).toThrow(refused);
  });
});

describe('a credential', () => {
  test.each(['bearer abc', 'Basic dXNlcjpwdw==', 'x', `bearer ${'y'.repeat(8000)}`, '  bearer a \n'])(
    'like %j lies in entries that every keychain keeps, and comes back',
    (text) => {
      const value = parseCredential(text);
      const { head, parts } = layOutCredential(value);
      for (const entry of [head, ...parts]) expect(entry).toMatch(/^[A-Za-z0-9_.-]{1,1280}$/u);
      expect(partsOfCredential(head)).toBe(parts.length);
      expect(joinCredential(head, parts)).toBe(value);
    },
  );

  test.each(['', ' ', 'a\r\nX-Admin: 1', 'a\nb', 'bearer  two', 'bearer é', 'a\tb', 'a\0b', 'x'.repeat(8193)])(
    'like %j is refused, and never repeated',
    (text) => {
      expect(() => parseCredential(text)).toThrow(refused);
      if (text.includes('X-Admin')) expect(() => parseCredential(text)).not.toThrow(/X-Admin/u);
    },
  );

  test('with a part missing, swapped, foreign or of another one is none', () => {
    const { head, parts } = layOutCredential(`bearer ${'abcdefgh'.repeat(300)}`);
    expect(parts.length).toBeGreaterThan(2);
    const [first = '', second = '', ...rest] = parts;
    expect(joinCredential(head, [second, first, ...rest])).toBeNull();
    expect(joinCredential(head, [first, null, ...rest])).toBeNull();
    expect(joinCredential(head, parts.slice(1))).toBeNull();
    expect(joinCredential(layOutCredential('other').head, parts)).toBeNull();
    expect(joinCredential('k1.1', parts)).toBeNull();
  });
});

describe('a contact', () => {
  test('is kept without spaces around it, and not at all where nothing is said', () => {
    expect(parseContact({ name: ' Desk ', phone: '+380', hours: '' })).toEqual({
      name: 'Desk',
      phone: '+380',
      hours: '',
    });
    expect(parseContact({ name: ' ', phone: '', hours: '' })).toBeNull();
    expect(() => parseContact({ name: 'a\u202eb', phone: '', hours: '' })).toThrow(refused);
  });
});
