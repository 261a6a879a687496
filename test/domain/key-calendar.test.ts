import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarText, calendarValue } from '../../electron/domain/icalendar.ts';
import { keyCalendarText } from '../../electron/domain/key-calendar.ts';
import { keyCalendar } from '../../electron/services/key-documents.ts';
import { fakeKey } from '../fakes/fake-core/facts.ts';

const NOW = Date.UTC(2026, 10, 1, 8, 0, 0);
const ENDS = '2026-12-31T22:00:00.000Z';

interface Component {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly inside: readonly Component[];
}

/** Reads a calendar after the grammar of RFC 5545 §3.1 and §3.4: lines, folding, components. */
function readCalendar(text: string): Component {
  if (!text.endsWith('\r\n')) throw new Error('the last line has no end');
  const physical = text.slice(0, -2).split('\r\n');
  for (const line of physical) {
    if (/[\r\n]/u.test(line)) throw new Error('a bare line end');
    if (Buffer.byteLength(line) > 75) throw new Error('a line of more than 75 octets');
  }
  const lines = physical.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  const read = (): Component => {
    const name = /^BEGIN:(\w+)$/u.exec(lines.shift() ?? '')?.[1];
    if (name === undefined) throw new Error('no component');
    const properties: Record<string, string> = {};
    const inside: Component[] = [];
    while (lines[0] !== `END:${name}`) {
      if (lines[0]?.startsWith('BEGIN:') === true) {
        inside.push(read());
        continue;
      }
      const [, property, value] = /^([A-Z-]+):(.*)$/u.exec(lines.shift() ?? '') ?? [];
      if (property === undefined || value === undefined || Object.hasOwn(properties, property))
        throw new Error('no property');
      properties[property] = value;
    }
    lines.shift();
    return { name, properties, inside };
  };
  const calendar = read();
  if (lines.length > 0) throw new Error('something follows the calendar');
  return calendar;
}
/** RFC 5545 §3.3.11, backwards. */
const plain = (value: string) => value.replace(/\\([\\;,nN])/gu, (_, one: string) => (/n/iu.test(one) ? '\n' : one));

describe('the calendar of expiry dates', () => {
  it('has one event for each key that ends and can still sign, with reminders 30, 7 and 1 days before', () => {
    const states = ['draft', 'active', 'suspended', 'retired', 'compromised', 'delete-scheduled', 'deleted'] as const;
    const keys = states.map((state) => fakeKey({ kid: state, thumbprint: state, state, expiresAt: ENDS }));
    const calendar = readCalendar(keyCalendarText([...keys, fakeKey({ kid: 'endless', expiresAt: null })], NOW, 'en'));
    expect([calendar.name, calendar.properties['VERSION'], calendar.properties['PRODID'] !== '']).toEqual([
      'VCALENDAR',
      '2.0',
      true,
    ]);
    expect(calendar.inside.map(({ name, properties }) => [name, properties['UID']])).toEqual([
      ['VEVENT', 'draft@dcm-key-manager'],
      ['VEVENT', 'active@dcm-key-manager'],
      ['VEVENT', 'suspended@dcm-key-manager'],
    ]);
    const [event] = calendar.inside;
    expect(event?.properties).toMatchObject({ DTSTAMP: '20261101T080000Z', DTSTART: '20261231T220000Z' });
    expect(event?.inside.map(({ name, properties }) => [name, properties['ACTION'], properties['TRIGGER']])).toEqual([
      ['VALARM', 'DISPLAY', '-P30D'],
      ['VALARM', 'DISPLAY', '-P7D'],
      ['VALARM', 'DISPLAY', '-P1D'],
    ]);
  });

  it('takes the place of an earlier one: the same UID, a higher sequence', () => {
    const event = (now: number, expiresAt: string) =>
      readCalendar(keyCalendarText([fakeKey({ kid: 'k', label: String(now), expiresAt })], now, 'en')).inside[0]
        ?.properties;
    const [first, later] = [event(NOW, ENDS), event(NOW + 60_000, '2027-01-31T22:00:00.000Z')];
    expect(later?.['UID']).toBe(first?.['UID']);
    expect(Number(later?.['SEQUENCE'])).toBeGreaterThan(Number(first?.['SEQUENCE']));
    expect(Number(later?.['SEQUENCE'])).toBeLessThan(2 ** 31);
  });

  it('is in the language of the officer, and names the key by its label', () => {
    const summary = (language: 'en' | 'uk') =>
      readCalendar(keyCalendar([fakeKey({ kid: 'k', label: 'Основний; 2026', expiresAt: ENDS })], NOW, language).text)
        .inside[0]?.properties['SUMMARY'];
    expect([summary('en'), summary('uk')]).toEqual([
      'Key expires: Основний\\; 2026',
      'Строк ключа спливає: Основний\\; 2026',
    ]);
  });

  it('is refused where no key ends: a calendar without an event is none', () => {
    const code = (keys: Parameters<typeof keyCalendarText>[0]) => {
      try {
        return keyCalendarText(keys, NOW, 'en');
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect([code([]), code([fakeKey({ kid: 'k', expiresAt: null })])]).toEqual(['INPUT_INVALID', 'INPUT_INVALID']);
  });

  it('holds no notes, owners or places of copies', () => {
    const copy = { id: '1', kind: 'other', where: 'safe 4', notedAt: ENDS, goneAt: null } as const;
    const key = fakeKey({
      kid: 'k',
      expiresAt: ENDS,
      notes: 'note 4',
      owner: 'owner 4',
      purpose: 'purpose 4',
      copies: [copy],
    });
    expect(keyCalendarText([key], NOW, 'en')).not.toMatch(/ 4/u);
  });
});

describe('any label', () => {
  it('gives a calendar that can be read back, folded within no character', () => {
    const label = fc.string({
      unit: fc.constantFrom(...'aЯ€😀;,\\":\n\r\t\u0000\u2028 =é'),
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(label, (text) => {
        const calendar = keyCalendarText([fakeKey({ kid: 'k', label: text, expiresAt: ENDS })], NOW, 'en');
        return !calendar.includes('\u{fffd}') && readCalendar(calendar).inside.length === 1;
      }),
      { numRuns: 1500 },
    );
  });

  it('cannot end its line and begin a property of its own', () => {
    const evil = 'x\r\nATTACH:http://evil.example\nBEGIN:VALARM';
    const [event] = readCalendar(
      keyCalendarText([fakeKey({ kid: evil, label: evil, expiresAt: ENDS })], NOW, 'en'),
    ).inside;
    expect([event?.properties['ATTACH'], event?.inside.length]).toEqual([undefined, 3]);
    // A line that nobody escaped is found.
    const planted = readCalendar(
      calendarText(['BEGIN:VCALENDAR', ...`SUMMARY:${evil.slice(0, 28)}`.split('\r\n'), 'END:VCALENDAR']),
    );
    expect(planted.properties['ATTACH']).toBe('http://evil.exampl');
  });

  it('comes back from its escaped form', () => {
    const text = 'a;b,c\\d\\n\nнова "лінія"';
    expect(plain(calendarValue(text))).toBe(text);
    expect(calendarValue('a\r\nb\rc\u2028d\u0000')).toBe('a\\nb\\nc\\nd');
  });
});
