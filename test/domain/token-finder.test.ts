import { describe, expect, it } from 'vitest';
import { findTokens } from '../../electron/domain/token-finder.ts';
import { asUtf8 } from '../../electron/domain/token-finder-text.ts';
import { part } from './tokens.ts';
import { plantedToken, seeded } from './token-plants.ts';

const random = seeded(11);
const TOKEN = plantedToken(random);
const SIGNATURE = 'A'.repeat(342);
const HEADER = part({ alg: 'RS256', kid: '54321' });
const PAYLOAD = part({ sub: 'a', iss: 'dcm' });
const WHOLE = `${HEADER}.${PAYLOAD}.${SIGNATURE}`;
const find = (text: string) => findTokens(Buffer.from(text), 50).tokens;
const brief = (text: string) => find(text).map(({ kind, token }) => [kind, token]);

describe('what is a token', () => {
  it.each([
    ['one without a signature, as alg none has it', `${part({ alg: 'none' })}.${PAYLOAD}.`, 'jws'],
    ['an alg of any spelling', `${part({ ALG: 'nOnE' })}.${PAYLOAD}.x`, 'jws'],
    ['an alg that is no text', `${part({ alg: null })}.${PAYLOAD}.${SIGNATURE}`, 'jws'],
    ['a header without alg, where the payload is an object too', `${part({ typ: 'JWT' })}.${PAYLOAD}.abcd`, 'jws'],
    ['a payload that is no JSON', `${HEADER}.${part('no JSON')}.${SIGNATURE}`, 'jws'],
    ['a detached payload', `${HEADER}..${SIGNATURE}`, 'jws'],
    ['a signature of any length', `${HEADER}.${PAYLOAD}.abc`, 'jws'],
    ['a member of the header twice', `${part('{"alg":"none","alg":"RS256"}')}.${PAYLOAD}.${SIGNATURE}`, 'jws'],
    ['padding, which stays for the judge to see', `${part('{"alg":"RS256" }')}==.${PAYLOAD}.${SIGNATURE}`, 'jws'],
    ['padding at the end', `${HEADER}.${PAYLOAD}.abc=`, 'jws'],
    ['a payload that was cut off', `${HEADER}.${PAYLOAD.slice(0, 12)}`, 'cut-off'],
    ['a header alone with its dot', `${HEADER}.`, 'cut-off'],
    ['more parts than a token has', `${HEADER}.${PAYLOAD}.abc.def`, 'parts'],
    ['an encrypted one', `${part({ alg: 'dir', enc: 'A256GCM' })}..aXY.Y2lwaGVy.dGFn`, 'jwe'],
  ])('is %s', (_what, token, kind) => {
    expect(brief(token)).toEqual([[kind, token]]);
    expect(find(token)[0]?.repairs).toEqual([]);
    expect(brief(`seen: "${token}"`)).toEqual([[kind, token]]);
  });

  it('is a JWS or a JWE in JSON, flattened, general, or escaped in a string', () => {
    const flat = JSON.stringify({ payload: PAYLOAD, protected: HEADER, signature: SIGNATURE });
    const general = JSON.stringify({ payload: PAYLOAD, signatures: [{ protected: HEADER, signature: SIGNATURE }] });
    const jwe = JSON.stringify({
      protected: part({ alg: 'dir', enc: 'A256GCM' }),
      iv: 'aXY',
      ciphertext: 'Yw',
      tag: 'dA',
    });
    expect(brief(`log ${flat} end`)).toEqual([['jws-json', flat]]);
    expect(brief(`[${general}]`)).toEqual([['jws-json', general]]);
    expect(brief(jwe)).toEqual([['jwe-json', jwe]]);
    const escaped = JSON.stringify(flat).slice(1, -1);
    expect(brief(`{"body":"${escaped}"}`)).toEqual([['jws-json', escaped]]);
    expect(brief(JSON.stringify({ payload: 'x', signature: 'y', protected: 'no header' }))).toEqual([]);
  });
});

describe('what only looks like a token', () => {
  it.each([
    'eyJ',
    'eyJ.eyJ.eyJ',
    'eyJhbGciOiJSUzI1NiJ9',
    `${part({ sub: 'a' })}.${part('x')}.${SIGNATURE}`,
    `${part({ typ: 'JWT' })}.${part('x')}.${SIGNATURE}`,
    `${part({ typ: 'JWT' })}.${PAYLOAD}`,
    `${part('[1]')}.${PAYLOAD}.${SIGNATURE}`,
    `${part('{"alg":RS256}')}.${PAYLOAD}.${SIGNATURE}`,
    `${HEADER.slice(1)}.${PAYLOAD}.${SIGNATURE}`,
    'org.example.eyJava.eyJdk-1.8.0_392',
    '10.0.0.1',
    `data:application/json;base64,${Buffer.from('{"alg":"RS256"}').toString('base64')}`,
  ])('%s is none', (text) => {
    expect(find(text)).toEqual([]);
  });

  it('is not found in a megabyte of a log that has thousands of beginnings', () => {
    const one = seeded(12);
    const blob = (count: number) => Buffer.from(Array.from({ length: count }, () => Math.floor(one() * 256)));
    const noise = [
      () => `session=eyJ${blob(60).toString('base64url')}`,
      () => `state=${part({ redirect: blob(9).toString('hex'), nonce: 1 })}`,
      () => `flask=${part({ user_id: one() })}.${blob(4).toString('base64url')}.${blob(20).toString('base64url')}`,
      () => `trace eyJ${blob(3).toString('hex')}.eyJ${blob(3).toString('hex')}.${blob(9).toString('base64url')}`,
      () => `class eyJ.util.eyJson.Reader at 10.1.${String(Math.floor(one() * 99))}.7`,
      () => `body=${Buffer.from(JSON.stringify({ key: blob(30).toString('base64') })).toString('base64')}`,
      () =>
        `sig=ZXlK${blob(40).toString('base64')} V5S${blob(40).toString('base64')} leU${blob(40).toString('base64')}`,
    ];
    let log = '';
    const planted: string[] = [];
    for (let line = 0; log.length < 1_000_000; line += 1) {
      log += `2026-10-12T10:00:00.${String(line % 1000).padStart(3, '0')}Z INFO ${noise[line % noise.length]?.() ?? ''}\n`;
      if (line % 1500 === 700) {
        planted.push(plantedToken(one));
        log += `2026-10-12T10:00:01Z WARN Authorization: Bearer ${planted.at(-1) ?? ''}\n`;
      }
    }
    expect(planted.length).toBeGreaterThan(3);
    expect(brief(log)).toEqual(planted.map((token) => ['jws', token]));
  });
});

describe('where a token ends', () => {
  it.each([
    ['a word on the next line', `${WHOLE}\nINFO`, WHOLE],
    ['a long word on the next line', `${WHOLE}\n${'b'.repeat(40)}`, WHOLE],
    ['a word behind a space', `${WHOLE} and more`, WHOLE],
    ['a backslash and a letter that are no line break', `"${WHOLE}\\nnext"`, WHOLE],
    ['a sentence', `${WHOLE}. And so on.`, WHOLE],
    ['no signature and a word', `${part({ alg: 'none' })}.${PAYLOAD}. The end`, `${part({ alg: 'none' })}.${PAYLOAD}.`],
    [
      'a payload cut off in a sentence',
      `${HEADER}.${PAYLOAD.slice(0, 9)} and more. Words.`,
      `${HEADER}.${PAYLOAD.slice(0, 9)}`,
    ],
    ['a soft break behind the last line', `${WHOLE}=\r\n"`, WHOLE],
  ])('is before %s', (_what, text, token) => {
    expect(find(text).map((one) => [one.token, one.repairs])).toEqual([[token, []]]);
  });

  it('is before the next one, on lines that are all equally long', () => {
    const tokens = Array.from(
      { length: 20 },
      () => `${HEADER}.${PAYLOAD}.${'ab_-'[Math.floor(random() * 4)] ?? ''}${SIGNATURE.slice(1)}`,
    );
    const found = findTokens(Buffer.from(tokens.join('\n')), 50);
    expect(found.tokens.reduce((sum, { count }) => sum + count, 0)).toBe(20);
    expect(new Set(found.tokens.map(({ token }) => token))).toEqual(new Set(tokens));
  });

  it('is its last character, and what is glued to it is left aside and said', () => {
    expect(find(`${WHOLE}.json`)).toMatchObject([{ token: WHOLE, repairs: [{ id: 'text-after', count: 1 }] }]);
  });

  it('is at the last of lines that a program wrapped, though its signature has no known length', () => {
    const token = `${part({ alg: 'XX1' })}.${PAYLOAD}.${'c'.repeat(150)}`;
    const lines = token.match(/.{1,60}/gu) ?? [];
    expect(find(`${lines.join('\n')}\nINFO next`)[0]?.token).toBe(token);
  });
});

describe('what is told of a token', () => {
  it('is how often each repair was made', () => {
    const lines = TOKEN.match(/.{1,64}/gu) ?? [];
    const repairs = [
      { id: 'line-breaks', count: lines.length - 1 },
      { id: 'quote-marks', count: lines.length - 1 },
    ];
    expect(find(`> CX-Authorization: Bearer\n> ${lines.join('\n> ')}`)).toMatchObject([
      { token: TOKEN, repairs, place: { kind: 'header', name: 'CX-Authorization', line: 2, column: 3 } },
    ]);
  });

  it('is how often it stands there, and each only once', () => {
    const { tokens, distinct } = findTokens(Buffer.from(`${WHOLE}\n${TOKEN}\n${WHOLE}\n${WHOLE}`), 1);
    expect(tokens).toMatchObject([{ token: WHOLE, count: 3, place: { line: 1 } }]);
    expect(distinct).toBe(2);
  });

  it('is what it says of itself, and that only in words', () => {
    expect(find(WHOLE)[0]?.unverified).toEqual({ alg: 'RS256', kid: '54321', iss: 'dcm', sub: 'a' });
    const odd = `${part({ alg: ['x'], kid: 7 })}.${part('[]')}.x`;
    expect(find(odd)[0]?.unverified).toEqual({ alg: null, kid: null, iss: null, sub: null });
  });

  it('is the request of the archive that it stands in, whatever the order of its members, without what follows its path', () => {
    const entry = (url: string, token: string, at: string) => ({
      request: { method: 'GET', url, headers: [{ name: 'X-Session-ID', value: token }] },
      startedDateTime: at,
    });
    const other = plantedToken(random);
    const har = JSON.stringify({
      log: {
        version: '1.2',
        comment: '{"entries": [',
        entries: [
          entry(`https://a.example/1?t=${TOKEN}`, TOKEN, '2026-10-12T12:00:00.000+03:00'),
          entry('https://a.example/2#x', other, 'never'),
        ],
      },
    });
    expect(find(har)).toMatchObject([
      {
        token: TOKEN,
        count: 2,
        place: { kind: 'query', name: 't', request: { at: '2026-10-12T09:00:00.000Z', url: 'https://a.example/1' } },
      },
      {
        token: other,
        place: { kind: 'header', name: 'X-Session-ID', request: { at: null, url: 'https://a.example/2' } },
      },
    ]);
  });
});

describe('a file', () => {
  it.each([
    ['UTF-16 with its mark', Buffer.from(`\uFEFFx: ${TOKEN}\n`, 'utf16le')],
    ['UTF-16 without', Buffer.from(`x: ${TOKEN}\n`, 'utf16le')],
    ['UTF-16, the other way round', Buffer.from(`\uFEFFx: ${TOKEN}\n`, 'utf16le').swap16()],
    ['UTF-16, the other way round, without', Buffer.from(`x: ${TOKEN}\n`, 'utf16le').swap16()],
    ['UTF-8 with its mark', Buffer.from(`\uFEFFx: ${TOKEN}\n`)],
    ['Latin-1', Buffer.from(`\u00e9\u00fc: ${TOKEN}\u00e9`, 'latin1')],
  ])('in %s gives its tokens with nothing repaired', (_what, bytes) => {
    expect(findTokens(asUtf8(bytes), 5).tokens).toMatchObject([{ token: TOKEN, repairs: [] }]);
  });
});
