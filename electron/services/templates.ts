import { createHash } from 'node:crypto';
import { type ListedTemplate, type Template, templateSchema } from '../../shared/model/template.ts';
import type { SignRequest } from '../../shared/model/token.ts';
import type { Store } from '../adapters/sqlite/store.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { AppError } from '../domain/errors.ts';
import { requireFreeText } from '../domain/free-text.ts';
import { requireReason } from '../domain/reason.ts';
import { parseStrictObject } from '../domain/strict-json.ts';
import { applyTemplate, BUILT_IN_TEMPLATES, requireSoundTemplate } from '../domain/template.ts';
import type { AuditTrail } from './audit-trail.ts';

/** The forms of tokens: those that are always there, and those that the bank has saved. */
export interface Templates {
  /** Built-in ones first, then by name. */
  list(): readonly ListedTemplate[];
  /** @throws TEMPLATE_NOT_FOUND */
  get(name: string): ListedTemplate;
  /** @throws INPUT_INVALID for one that is unsound, built in, or there already and not to be replaced */
  save(template: Template, options: { readonly mayReplace: boolean }): ListedTemplate;
  /** @throws TEMPLATE_NOT_FOUND, INPUT_INVALID for a built-in one, or no reason */
  remove(name: string, reason: string): void;
  /** The file by which it goes to another home. @throws TEMPLATE_NOT_FOUND */
  exportText(name: string): string;
  /** @throws what `save` throws; INPUT_TOO_LARGE */
  importBytes(bytes: Buffer, options: { readonly mayReplace: boolean }): ListedTemplate;
  /** Gives the request with what its template fixes; as it is, where it names none. @throws see `applyTemplate`, TEMPLATE_NOT_FOUND */
  apply(request: SignRequest): { readonly request: SignRequest; readonly template: ListedTemplate | null };
}

interface Dependencies {
  readonly store: Store;
  readonly trail: AuditTrail;
}

const MAX_FILE_BYTES = 65_536;

/** Makes the templates of one home. */
export function createTemplates({ store, trail }: Dependencies): Templates {
  function get(name: string): ListedTemplate {
    const builtIn = BUILT_IN_TEMPLATES.find((one) => one.name === name);
    const template = builtIn ?? store.templates.get(name);
    if (template !== null) return listed(template);
    throw new AppError('TEMPLATE_NOT_FOUND', `there is no template "${name}"`, {
      hint: 'dcm-keys template list shows those that there are',
    });
  }

  function save(template: Template, { mayReplace }: { readonly mayReplace: boolean }): ListedTemplate {
    requireSoundTemplate(template);
    requireNotBuiltIn(template.name);
    requireFreeText(JSON.stringify(template));
    const saved = listed(template);
    store.write(() => {
      const before = store.templates.get(template.name);
      if (before !== null && !mayReplace) {
        throw new AppError('INPUT_INVALID', `there is a template "${template.name}" already`, {
          hint: 'choose another name, or say that it is to be replaced: --replace',
        });
      }
      store.templates.put(template);
      const { name, profile } = template;
      trail.append('template.saved', {
        name,
        profile,
        sha256: saved.sha256,
        replacedSha256: before === null ? null : listed(before).sha256,
      });
    });
    return saved;
  }

  return {
    list: () => [...BUILT_IN_TEMPLATES, ...store.templates.list()].map(listed),
    get,
    save,
    remove(name, reason) {
      requireNotBuiltIn(name);
      requireReason(reason);
      store.write(() => {
        const { sha256 } = get(name);
        store.templates.remove(name);
        trail.append('template.removed', { name, sha256, reason });
      });
    },
    exportText: (name) => JSON.stringify(bare(get(name)), null, 2),
    importBytes: (bytes, options) => save(readTemplate(bytes), options),
    apply(request) {
      if (request.template === null) return { request, template: null };
      const template = get(request.template);
      return { request: applyTemplate(request, template), template };
    },
  };
}

function readTemplate(bytes: Buffer): Template {
  if (bytes.length > MAX_FILE_BYTES) {
    throw new AppError('INPUT_TOO_LARGE', 'the file is too large for a template', {
      hint: `a template has at most ${String(MAX_FILE_BYTES)} bytes`,
    });
  }
  const strict = parseStrictObject(bytes);
  const parsed = strict.ok ? templateSchema.safeParse(strict.value) : null;
  if (parsed?.success === true) return parsed.data;
  const at = parsed?.error.issues[0]?.path.join('.') ?? '';
  const why = strict.ok ? `"${at}" is not as it must be` : `it is no JSON object that can be read (${strict.problem})`;
  throw new AppError('INPUT_INVALID', `this is no template: ${why}`, {
    hint: 'take a file that dcm-keys template export has written',
  });
}

function requireNotBuiltIn(name: string): void {
  if (!BUILT_IN_TEMPLATES.some((one) => one.name === name)) return;
  throw new AppError('INPUT_INVALID', `the template "${name}" is built in`, { hint: 'choose another name' });
}

function listed(template: Template): ListedTemplate {
  const isBuiltIn = BUILT_IN_TEMPLATES.some((one) => one.name === template.name);
  return { ...template, isBuiltIn, sha256: createHash('sha256').update(canonicalJson(template)).digest('hex') };
}

/** What a file holds: the digest is made anew where it is read. */
function bare({ version, name, profile, ttlSeconds, withoutExpiry, claims, note }: ListedTemplate): Template {
  return { version, name, profile, ttlSeconds, withoutExpiry, claims, note };
}
