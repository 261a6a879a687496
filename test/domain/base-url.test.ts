import { describe, expect, test } from 'vitest';
import { parseBaseUrl, parseCounterpartyGuid } from '../../electron/domain/base-url.ts';
import { AppError } from '../../electron/domain/errors.ts';

const GUID = '6F9619FF-8b86-d011-b42d-00cf4fc964ff';

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

describe('base URL of a real DCM', () => {
  test.each([
    ['https://dcm.example', 'https://dcm.example'],
    ['https://dcm.example/', 'https://dcm.example'],
    ['HTTPS://API.Bank.Processing-Stage.Example', 'https://api.bank.processing-stage.example'],
    ['https://dcm.example:443', 'https://dcm.example'],
    ['https://dcm.example:8443/', 'https://dcm.example:8443'],
    ['https://dcm.example:80', 'https://dcm.example:80'],
    ['https://dcm.example/gateway/dcm/', 'https://dcm.example/gateway/dcm'],
    ['https://dcm.example/v1.2_x~y-z', 'https://dcm.example/v1.2_x~y-z'],
    ['https://0dcm.1example.com', 'https://0dcm.1example.com'],
  ])('takes %s and writes it as %s', (typed, normalised) => {
    expect(parseBaseUrl(typed, 'stage')).toBe(normalised);
    expect(parseBaseUrl(normalised, 'production')).toBe(normalised);
  });

  const refused: readonly (readonly [why: string, url: string])[] = [
    ['nothing', ''],
    ['no scheme', 'dcm.example'],
    ['no scheme but slashes', '//dcm.example'],
    ['http', 'http://dcm.example'],
    ['ftp', 'ftp://dcm.example'],
    ['script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['no slashes, which a parser adds', 'https:dcm.example'],
    ['one slash', 'https:/dcm.example'],
    ['three slashes, which a parser drops', 'https:///dcm.example'],
    ['no host', 'https://'],
    ['no host, a port', 'https://:443'],
    ['user name', 'https://dcm.example@evil.test/'],
    ['user name and password', 'https://a:b@dcm.example'],
    ['an empty user', 'https://@dcm.example'],
    ['a query', 'https://dcm.example/?a=b'],
    ['an empty query', 'https://dcm.example?'],
    ['a fragment', 'https://dcm.example/#x'],
    ['IPv4', 'https://192.0.2.7'],
    ['IPv4 in decimal', 'https://2130706433/'],
    ['IPv4 in hexadecimal', 'https://0x7f.1/'],
    ['IPv4 in one hexadecimal number', 'https://0x7f000001'],
    ['IPv4 in octal', 'https://0177.0.0.1'],
    ['IPv4, shortened', 'https://127.1'],
    ['IPv4 with a dot', 'https://127.0.0.1.'],
    ['a private address', 'https://10.0.0.1'],
    ['a link-local address', 'https://169.254.169.254'],
    ['IPv6', 'https://[2001:db8::1]'],
    ['IPv6 loopback', 'https://[::1]'],
    ['IPv4 in IPv6', 'https://[::ffff:127.0.0.1]'],
    ['IPv6 with a zone', 'https://[fe80::1%25eth0]'],
    ['IPv6 without brackets', 'https://::1'],
    ['localhost', 'https://localhost'],
    ['a child of localhost', 'https://dcm.localhost'],
    ['LOCALHOST', 'https://LOCALHOST:8443'],
    ['localhost.localdomain', 'https://localhost.localdomain'],
    ['a name of the neighbourhood', 'https://dcm.local'],
    ['a host without a dot', 'https://dcm'],
    ['a trailing dot', 'https://dcm.example.'],
    ['an empty label', 'https://dcm..example'],
    ['a leading dot', 'https://.dcm.example'],
    ['a label that begins with a hyphen', 'https://-dcm.example'],
    ['an underscore', 'https://dcm_1.example'],
    ['a label of 64', `https://${'a'.repeat(64)}.example`],
    ['a host of 260', `https://${'abcdefgh.'.repeat(28)}example-x`],
    ['punycode', 'https://xn--dm-7iq.example'],
    ['a Cyrillic letter', 'https://dcm.еxample'],
    ['an ideographic dot', 'https://dcm\u3002example'],
    ['full-width letters', 'https://\uff44cm.example'],
    ['a soft hyphen', 'https://dc\u00adm.example'],
    ['a right-to-left override', 'https://dcm.\u202eexample'],
    ['a tab, which a parser drops', 'https://dcm.\texample'],
    ['a line break, which a parser drops', 'https://dcm.exa\nmple'],
    ['a space at the end', 'https://dcm.example '],
    ['a space at the beginning', ' https://dcm.example'],
    ['a NUL', 'https://dcm.example\0.evil.test'],
    ['a percent-encoded NUL', 'https://dcm.example%00.evil.test'],
    ['a percent-encoded letter', 'https://dcm.ex%61mple'],
    ['a percent-encoded slash', 'https://dcm.example/a%2fb'],
    ['a backslash', 'https://dcm.example\\@evil.test'],
    ['backslashes as slashes', 'https:\\\\dcm.example'],
    ['port 0', 'https://dcm.example:0'],
    ['an empty port', 'https://dcm.example:'],
    ['a port with a leading zero', 'https://dcm.example:0443'],
    ['port 65536', 'https://dcm.example:65536'],
    ['a port of letters', 'https://dcm.example:https'],
    ['an endless port', `https://dcm.example:${'9'.repeat(40)}`],
    ['a path with ..', 'https://dcm.example/a/../b'],
    ['a path with .', 'https://dcm.example/./b'],
    ['a path of two slashes', 'https://dcm.example//evil.test'],
    ['a path with a semicolon', 'https://dcm.example/a;b'],
    ['3000 characters', `https://dcm.example/${'a'.repeat(3000)}`],
  ];

  test.each(refused)('refuses %s', (_why, url) => {
    expect(codeOf(() => parseBaseUrl(url, 'stage'))).toBe('BASE_URL_REFUSED');
    expect(codeOf(() => parseBaseUrl(url, 'production'))).toBe('BASE_URL_REFUSED');
  });

  test('needs its own rules: a URL parser alone lets half of them through', () => {
    const parsed = refused.filter(([, url]) => URL.parse(url)?.protocol === 'https:');
    expect(parsed.length).toBeGreaterThan(35);
    expect(URL.parse('https://2130706433/')?.hostname).toBe('127.0.0.1');
    expect(URL.parse('https://dcm\u3002example')?.hostname).toBe('dcm.example');
  });

  test('says why, and what to give instead', () => {
    const error = capture(() => parseBaseUrl('https://dcm.example:0', 'stage'));
    expect(error.message).toContain('port');
    expect(error.hint).toContain('https://');
  });
});

describe('base URL of a practice DCM', () => {
  test.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://LOCALHOST:8080/', 'http://localhost:8080'],
    ['https://localhost', 'https://localhost'],
    ['http://[::1]:80', 'http://[::1]'],
    ['https://127.0.0.1:8443/dcm/', 'https://127.0.0.1:8443/dcm'],
  ])('takes %s', (typed, normalised) => {
    expect(parseBaseUrl(typed, 'practice')).toBe(normalised);
  });

  test.each([
    'https://dcm.example',
    'http://127.0.0.2:8080',
    'http://127.1:8080',
    'http://0177.0.0.1',
    'http://2130706433',
    'http://0.0.0.0:8080',
    'http://[::]:8080',
    'http://[::ffff:127.0.0.1]',
    'http://[0:0:0:0:0:0:0:1]:8080',
    'http://localhost.:8080',
    'http://dcm.localhost:8080',
    'http://localhost.evil.test',
    'http://127.0.0.1.nip.io',
    'http://127.0.0.1@evil.test',
    'http://evil.test#@127.0.0.1',
    'ws://127.0.0.1:8080',
    'http:127.0.0.1',
    'http://127.0.0.1:0',
  ])('refuses %s', (url) => {
    expect(codeOf(() => parseBaseUrl(url, 'practice'))).toBe('BASE_URL_REFUSED');
  });
});

describe('counterparty GUID', () => {
  test('keeps a GUID as the bank typed it', () => {
    expect(parseCounterpartyGuid(GUID)).toBe(GUID);
  });

  test.each([
    '',
    'dcm',
    GUID.replaceAll('-', ''),
    `{${GUID}}`,
    ` ${GUID}`,
    `${GUID}\n`,
    `${GUID}/jwk`,
    GUID.replace('6', 'g'),
    GUID.replace('6', '\uff16'),
    '../../../../etc/passwd',
  ])('refuses %j', (text) => {
    expect(codeOf(() => parseCounterpartyGuid(text))).toBe('COUNTERPARTY_INVALID');
  });
});

function capture(act: () => unknown): AppError {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
