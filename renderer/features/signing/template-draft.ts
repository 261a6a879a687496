import { FLOWS, type Draft } from './draft.ts';
import type { ListedTemplate, Template } from '../../../shared/model/template.ts';

const MEMBERS: readonly string[] = ['flow', 'sub', 'obj'];

/** The form as a template begins it: what it fixes is filled in. */
export function draftOf(template: ListedTemplate, defaultLife: number): Partial<Draft> {
  const fixed = Object.entries(template.claims).flatMap(([name, rule]) =>
    'is' in rule ? [[name, rule.is] as const] : [],
  );
  const text = (name: string): string => {
    const value = fixed.find(([one]) => one === name)?.[1];
    return typeof value === 'string' ? value : '';
  };
  const others = fixed.filter(([name]) => !MEMBERS.includes(name));
  return {
    template: template.name,
    profile: template.profile,
    flow: FLOWS.find((one) => one === text('flow')) ?? FLOWS[0],
    sub: text('sub'),
    obj: text('obj'),
    life: String(Math.min(defaultLife, template.ttlSeconds ?? defaultLife)),
    withoutExpiry: template.withoutExpiry,
    extra: others.length === 0 ? '' : JSON.stringify(Object.fromEntries(others), null, 2),
  };
}

/** Patterns that say more than "any text": what the officer has to know before he types. */
export function wishesOf(template: ListedTemplate): readonly (readonly [name: string, pattern: string])[] {
  return Object.entries(template.claims).flatMap(([name, rule]) =>
    'like' in rule && rule.like !== '*' ? [[name, rule.like] as const] : [],
  );
}

/** A template of what stands in the form: filled-in fields are fixed, empty ones are asked for each time. */
export function templateOf(draft: Draft, name: string, extra: Readonly<Record<string, unknown>>): Template {
  const claimOf = (value: string) => (value.trim() === '' ? { like: '*' } : { is: value.trim() });
  const isBank = draft.profile === 'bank';
  // What was read as JSON is JSON; its type does not say so.
  const others = extra as Readonly<Record<string, string>>;
  const life = Number(draft.life);
  return {
    version: 1,
    name,
    profile: draft.profile,
    ttlSeconds: Number.isInteger(life) && life > 0 ? life : null,
    withoutExpiry: !isBank && draft.withoutExpiry,
    claims: isBank
      ? { flow: { is: draft.flow }, sub: claimOf(draft.sub), obj: claimOf(draft.obj) }
      : Object.fromEntries(Object.entries(others).map(([claim, value]) => [claim, { is: value }])),
    note: null,
  };
}
