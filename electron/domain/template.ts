import { FLOWS } from '../../shared/model/flow.ts';
import type { ClaimRule, Template } from '../../shared/model/template.ts';
import type { SignRequest } from '../../shared/model/token.ts';
import { canonicalJson } from './canonical-json.ts';
import { AppError } from './errors.ts';
import { fitsPattern } from './pattern.ts';

/** Members of a request that are claims of their own. */
const MEMBERS = ['flow', 'sub', 'obj'] as const;
/** Claims that the app sets. */
const OWN_CLAIMS = ['alg', 'kid', 'iat', 'exp', 'nbf', 'jti'];

const ANY: ClaimRule = { like: '*' };

/** One template for each flow of the bank guide, and one for the platform guide; always there, never changed. */
export const BUILT_IN_TEMPLATES: readonly Template[] = [
  ...FLOWS.map((flow): Template => ({ ...plain(flow, 'bank'), claims: { flow: { is: flow }, sub: ANY, obj: ANY } })),
  plain('platform', 'platform'),
];

function plain(name: string, profile: Template['profile']): Template {
  return { version: 1, name, profile, ttlSeconds: null, withoutExpiry: false, claims: {}, note: null };
}

/**
 * Refuses a template by which no good token could be signed: one of the bank profile names flow, sub and obj and nothing
 * else and always runs out; none names a claim that the app sets. @throws INPUT_INVALID
 */
export function requireSoundTemplate(template: Template): void {
  const names = Object.keys(template.claims);
  const own = names.find((name) => OWN_CLAIMS.includes(name));
  if (own !== undefined) throw unsound(`"${own}" is set by the app`, 'leave it out of the template');
  for (const [name, rule] of Object.entries(template.claims)) {
    if ('is' in rule) canonicalJson(rule.is);
    if (!name.isWellFormed()) throw unsound('the name of a claim is not well-formed Unicode', 'type it by hand');
  }
  if (template.profile === 'platform') return;
  if (template.withoutExpiry) throw unsound('a token of the bank profile always has an expiry', 'leave --no-exp out');
  if (names.length !== MEMBERS.length || MEMBERS.some((name) => template.claims[name] === undefined)) {
    throw unsound(
      'a template of the bank profile has exactly flow, sub and obj',
      'name all three: a pattern "*" is any',
    );
  }
  for (const name of MEMBERS) {
    const rule = template.claims[name];
    if (rule && 'is' in rule && (typeof rule.is !== 'string' || rule.is === '')) {
      throw unsound(`"${name}" of a template of the bank profile is a text`, 'give a text that is not empty');
    }
  }
  const flow = template.claims['flow'];
  if (flow && !FLOWS.some((one) => ('is' in flow ? flow.is === one : fitsPattern(flow.like, one)))) {
    throw unsound('no flow of DCM fits this template', `use one of ${FLOWS.join(', ')}`);
  }
}

/**
 * Gives a request with what its template fixes filled in.
 * @throws TEMPLATE_REFUSED where the request says otherwise, INPUT_INVALID where it leaves out what must be there
 */
export function applyTemplate(request: SignRequest, template: Template): SignRequest {
  if (request.profile !== template.profile) throw refused(template, `is for the ${template.profile} profile`);
  if (request.withoutExpiry !== template.withoutExpiry) {
    throw refused(template, template.withoutExpiry ? 'is for tokens without an expiry' : 'wants an expiry');
  }
  if (template.ttlSeconds !== null && request.ttlSeconds > template.ttlSeconds) {
    throw refused(template, `allows a life of at most ${String(template.ttlSeconds)} s`);
  }
  const given = givenClaims(request);
  const stray = [...given.keys()].find((name) => template.claims[name] === undefined);
  if (stray !== undefined) throw refused(template, `has no claim "${stray}"`);
  for (const [name, rule] of Object.entries(template.claims)) {
    const value = given.get(name);
    if ('is' in rule) {
      if (value !== undefined && canonicalJson(value) !== canonicalJson(rule.is)) {
        throw refused(template, `fixes the value of "${name}"`);
      }
      given.set(name, rule.is);
    } else if (value === undefined || value === '') {
      throw new AppError('INPUT_INVALID', `the template "${template.name}" needs "${name}"`, {
        hint: MEMBERS.some((member) => member === name) ? `give --${name}` : `give --claim ${name}='"…"'`,
      });
    } else if (!fitsPattern(rule.like, value)) {
      throw refused(template, `wants "${name}" to fit ${JSON.stringify(rule.like)}`);
    }
  }
  const [flow = null, sub = null, obj = null] = MEMBERS.map((name) => textOrNull(given.get(name)));
  const others = [...given].filter(([name]) => !MEMBERS.some((member) => member === name));
  return { ...request, flow, sub, obj, extraClaims: Object.fromEntries(others) };
}

function givenClaims(request: SignRequest): Map<string, unknown> {
  const claims = new Map(Object.entries(request.extraClaims));
  for (const name of MEMBERS) if (request[name] !== null) claims.set(name, request[name]);
  return claims;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function refused({ name }: Template, why: string): AppError {
  return new AppError('TEMPLATE_REFUSED', `the template "${name}" ${why}`, {
    hint: `follow it (dcm-keys template show ${name}), or sign without it`,
  });
}

function unsound(problem: string, hint: string): AppError {
  return new AppError('INPUT_INVALID', problem, { hint });
}
