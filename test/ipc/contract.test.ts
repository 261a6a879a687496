import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../../shared/ipc/channels.ts';
import { appEventSchema, contract } from '../../shared/ipc/contract.ts';

/** Members of a private JWK (RFC 7518 §6.2.2, §6.3.2, §6.4.1), and names under which one would hide. */
const PRIVATE_NAMES = [
  'd',
  'p',
  'q',
  'dp',
  'dq',
  'qi',
  'oth',
  'k',
  'privatekey',
  'private_key',
  'secret',
  'passphrase',
  'pkcs8',
];

/** The names of all members that a schema lets through, at any depth. */
function memberNames(schema: z.ZodType): readonly string[] {
  const names: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      node.forEach(walk);
      return;
    }
    const record = node as Record<string, unknown>;
    if (typeof record['properties'] === 'object' && record['properties'] !== null) {
      names.push(...Object.keys(record['properties']));
    }
    Object.values(record).forEach(walk);
  };
  walk(z.toJSONSchema(schema, { io: 'output' }));
  return names;
}

function privateNames(schema: z.ZodType): readonly string[] {
  return memberNames(schema).filter((name) => PRIVATE_NAMES.includes(name.toLowerCase()));
}

describe('contract', () => {
  it('finds a private member where one is planted', () => {
    expect(privateNames(z.strictObject({ jwk: z.array(z.strictObject({ n: z.string(), d: z.string() })) }))).toEqual([
      'd',
    ]);
    expect(privateNames(z.strictObject({ privateKey: z.string().nullable() }))).toEqual(['privateKey']);
  });

  it.each(CHANNELS)('%s gives no private material', (channel) => {
    expect(privateNames(contract[channel].output)).toEqual([]);
  });

  it('sends no private material in events', () => {
    expect(privateNames(appEventSchema)).toEqual([]);
  });

  it.each(CHANNELS)('%s refuses members that it does not know', (channel) => {
    expect(contract[channel].input.safeParse({ surely: 'unknown' }).success).toBe(false);
  });

  it('names its channels noun.verb', () => {
    for (const channel of CHANNELS) expect(channel).toMatch(/^[a-z]+\.[a-z]+[A-Za-z]*$/u);
    expect(Object.keys(contract).toSorted()).toEqual([...CHANNELS].toSorted());
  });
});
