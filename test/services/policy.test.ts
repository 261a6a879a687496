import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/model/policy.ts';
import { algorithmsFor, readPolicy, requireAllowedAlgorithm, requirePolicy } from '../../electron/services/policy.ts';

const text = (change: Record<string, unknown>) => JSON.stringify({ ...DEFAULT_POLICY, ...change }, null, 2);
const read = (file: string | Buffer) => readPolicy(Buffer.from(file));

describe('policy', () => {
  it('has safe rules where there is no file', () => {
    const { policy, problem, sha256 } = readPolicy(null);
    expect([policy, problem]).toEqual([DEFAULT_POLICY, null]);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('takes a file that tightens the rules, and hashes its bytes', () => {
    const tight = read(text({ maxTokenLifeSeconds: 600 }));
    expect([tight.policy.maxTokenLifeSeconds, tight.problem]).toEqual([600, null]);
    expect(tight.sha256).not.toBe(readPolicy(null).sha256);
  });

  it.each([
    ['a file that loosens the ceiling', text({ maxTokenLifeSeconds: 1201 }), 'line 3'],
    ['a rule that does not exist', text({ anythingGoes: true }), 'line 14'],
    ['text that is not JSON', '{\n  "version": 1,\n  oops\n}', 'line 3'],
    ['an empty file', '', 'line 1'],
    ['a rule that is given twice', '{\n  "version": 1,\n  "version": 1\n}', 'line 3'],
    [
      'a rule that is given twice below an environment’s own',
      '{ "algorithms": ["RS256"],\n"environments": { "p": { "algorithms": ["PS256"] } },\n"algorithms": ["RS256"] }',
      'line 3',
    ],
    ['bytes that are not UTF-8', Buffer.from('{\n"\xff": 1}', 'latin1'), 'line 2'],
    ['a default life above the ceiling', text({ maxTokenLifeSeconds: 100 }), 'line 4'],
  ])('names the line of %s, and blocks acting', (_name, file, line) => {
    const inForce = read(file);
    expect(inForce.problem).toContain(line);
    expect(() => requirePolicy(inForce)).toThrow(expect.objectContaining({ code: 'POLICY_INVALID' }));
  });
});

describe('the algorithms of an environment', () => {
  const { policy } = read(text({ environments: { stage: { algorithms: ['PS256', 'ES256'] } } }));

  it('stand in place of the general list, for that environment alone', () => {
    expect(algorithmsFor(policy, 'stage')).toEqual(['PS256', 'ES256']);
    for (const env of [null, 'production', 'constructor', '__proto__'])
      expect(algorithmsFor(policy, env)).toEqual(['RS256']);
  });

  it('are the only ones that its keys may have', () => {
    expect(() => requireAllowedAlgorithm(policy, 'PS256', 'stage')).not.toThrow();
    const refused = expect.objectContaining({ code: 'ALGORITHM_REFUSED' });
    expect(() => requireAllowedAlgorithm(policy, 'RS256', 'stage')).toThrow(refused);
    expect(() => requireAllowedAlgorithm(policy, 'PS256', 'production')).toThrow(refused);
    expect(() => requireAllowedAlgorithm(policy, 'PS256', null)).toThrow(refused);
  });
});
