import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseDocument, CaseDocumentContent } from '../../shared/model/case-document.ts';
import { eventHash } from '../../electron/domain/audit-chain.ts';
import { ed25519Thumbprint } from '../../electron/domain/audit-checkpoint.ts';
import { verifyCase } from '../../electron/domain/case-check.ts';
import { caseDocumentBytes } from '../../electron/domain/case-document.ts';
import { caseContentHash, caseItemHash } from '../../electron/domain/case-item.ts';
import { evidenceJwkSchema } from '../../shared/model/evidence.ts';
import type { KeySource } from '../../electron/services/key-choice.ts';
import { makeKey, part, signed } from '../domain/tokens.ts';
import { KEY_REQUEST, openTestHome, signRequest, type TestHome } from '../fakes/test-home.ts';

const foreign = makeKey('ES256', 'dcm-1');
const jwks = Buffer.from(JSON.stringify({ keys: [foreign.jwk] }));
const now = Math.floor(Date.now() / 1000);
const genuine = signed(foreign, {}, { sub: 'olena@bank.example', obj: '123456789', iat: now, exp: now + 300 });
const forged = `${genuine.slice(0, -86)}${'A'.repeat(86)}`;
const SURROGATE = String.raw`{"alg":"ES256","kid":"\ud800"}`;

let opened: TestHome;
let own: string;
let document: CaseDocument;
let fingerprint: string;

beforeAll(async () => {
  opened = await openTestHome();
  const { home } = opened;
  const { kid } = await home.keys.generate(KEY_REQUEST);
  own = (await home.signing.sign(signRequest(kid))).token;
  const { id } = home.cases.open('  Forged sign-ins, ticket 4711 ');
  add(id, genuine, { from: 'jwks', bytes: jwks }, true);
  add(id, forged, { from: 'jwks', bytes: jwks }, true);
  add(id, own, { from: 'own' }, true);
  add(id, genuine, { from: 'jwks', bytes: jwks }, false);
  home.cases.addNote(id, 'called DCM, Ihor says: not theirs');
  home.cases.close(id, 'handed to the police');
  home.cases.reopen(id, 'one more token came');
  document = await home.caseExports.create(id);
  fingerprint = home.caseExports.fingerprint();
}, 30_000);
afterAll(() => opened.close());

function add(id: string, token: string, source: KeySource, isKept: boolean) {
  const { home } = opened;
  const request = { leewaySeconds: 30, profile: 'any', mode: 'jwt', language: 'en' } as const;
  const verdict = home.tokenChecks.judge({ ...request, token, source, instant: Date.now(), now: Date.now() });
  return home.cases.addToken(id, {
    tokenSha256: verdict.tokenSha256,
    token: isKept ? token : null,
    verdict,
    jwks: source.from === 'jwks' ? source.bytes : null,
    note: null,
  });
}

const refusal = (code: string) => expect.objectContaining({ code });
const checkText = (text: string, trusted: string | null = fingerprint) => verifyCase(Buffer.from(text), trusted);
const check = (value: unknown, trusted: string | null = fingerprint) => checkText(JSON.stringify(value), trusted);

describe('a case', () => {
  it('is numbered by its year, and keeps what was added as it was added, each entry with its audit event', () => {
    const { home } = opened;
    const { summary, items } = home.cases.read(document.case.id);
    expect(summary.id).toBe(`${String(new Date().getUTCFullYear())}-001`);
    expect([summary.title, summary.state, summary.items]).toEqual(['Forged sign-ins, ticket 4711', 'open', 8]);
    const events = [...home.store.audit.all()].filter(({ type }) => /^case\.(?!exported)/u.test(type));
    expect(items.map(({ auditSeq }) => auditSeq)).toEqual(events.map(({ seq }) => seq));
    expect(JSON.stringify(events)).not.toMatch(/eyJ|olena|Ihor|ticket/u);
  });

  it('keeps the whole verdict, and the token only where that was chosen', () => {
    const tokens = document.items.flatMap(({ content }) => (content.kind === 'token' ? [content] : []));
    expect(tokens.map(({ token, verdict }) => [token !== null, verdict?.code, verdict?.issuer])).toEqual([
      [true, 'OK', 'unknown'],
      [true, 'SIGNATURE_INVALID', 'unknown'],
      [true, 'OK', 'us'],
      [false, 'OK', 'unknown'],
    ]);
    expect(tokens[0]?.verdict?.claimsJson).toContain('olena@bank.example');
    expect(tokens[0]?.verdict?.snapshot?.sha256).toBe(document.sets[0]?.sha256);
  });

  it('takes a token whose header has no canonical form, as evidence', () => {
    const { home } = opened;
    const { id } = home.cases.open('odd');
    const odd = `${part(SURROGATE)}.${part({ iat: 1e-7, exp: 1.5 })}.AAAA`;
    expect(add(id, odd, { from: 'own' }, true).content).toMatchObject({ verdict: { headerJson: SURROGATE } });
    expect(home.cases.read(id).items).toHaveLength(2);
  });

  it('takes nothing while it is closed, and is closed and reopened with a reason only', () => {
    const { home } = opened;
    const { id } = home.cases.open('closing');
    expect(() => home.cases.close(id, ' ')).toThrow(refusal('INPUT_INVALID'));
    expect(() => home.cases.reopen(id, 'why')).toThrow(refusal('INPUT_INVALID'));
    home.cases.close(id, 'done');
    const before = home.store.audit.head()?.seq;
    expect(() => home.cases.addNote(id, 'late')).toThrow(refusal('CASE_CLOSED'));
    expect(() => home.cases.close(id, 'again')).toThrow(refusal('CASE_CLOSED'));
    expect(home.store.audit.head()?.seq).toBe(before);
    expect(() => home.cases.addNote('2020-999', 'x')).toThrow(refusal('CASE_NOT_FOUND'));
  });

  it('takes no token in a title, a note or a reason, and none that is not the one of its digest', () => {
    const { home } = opened;
    const { id } = home.cases.open('notes');
    for (const text of [genuine, `Bearer ${genuine.slice(0, 60)}.eyJh`, `see ${forged} there`]) {
      expect(() => home.cases.addNote(id, text)).toThrow(refusal('INPUT_INVALID'));
      expect(() => home.cases.open(text.slice(0, 190))).toThrow(refusal('INPUT_INVALID'));
      expect(() => home.cases.close(id, text)).toThrow(refusal('INPUT_INVALID'));
    }
    const none = { tokenSha256: '0'.repeat(64), verdict: null, jwks: null, note: null };
    expect(() => home.cases.addToken(id, { ...none, token: genuine })).toThrow(refusal('INPUT_INVALID'));
    expect(home.cases.addToken(id, { ...none, token: null }).content).toMatchObject({ verdict: null });
  });

  it('is never changed: neither its rows nor, unseen, what lies under them', () => {
    const { home } = opened;
    const item = home.store.cases.items(document.case.id)[4];
    if (item === undefined) throw new Error('no item');
    expect(() => home.store.cases.addItem({ ...item, content: { kind: 'note', text: 'never said' } })).toThrow();
    // An entry that does not follow the one before it: what an editor of the file would leave.
    const { id } = home.cases.open('edited');
    home.store.write(() => home.store.cases.addItem({ ...item, case: id, seq: 2 }));
    expect(() => home.cases.read(id)).toThrow(refusal('DATABASE_DAMAGED'));
  });
});

describe('an exported case', () => {
  it('is intact by itself; its signer is known only by a fingerprint that is trusted', () => {
    expect(check(document)).toMatchObject({ ok: true, signer: 'known', items: 8, rejudged: 3, notRejudged: 1 });
    expect(check(document, null)).toMatchObject({ ok: true, signer: 'unknown', evidenceKey: fingerprint });
    expect(check(document, 'another')).toMatchObject({ ok: true, signer: 'unknown' });
  });

  it('is refused with any single character of it changed', () => {
    const text = JSON.stringify(document);
    const survivors: number[] = [];
    for (let at = 0; at < text.length; at += 101) {
      const other = text[at] === '1' ? '2' : '1';
      if (checkText(text.slice(0, at) + other + text.slice(at + 1)).ok) survivors.push(at);
    }
    expect(survivors).toEqual([]);
  });

  it('is refused when it is something else, has a member twice, or names another signer', () => {
    for (const text of ['', 'null', '{}', 'not JSON']) expect(checkText(text)).toMatchObject({ ok: false });
    expect(check({ ...document, evidenceKey: { ...document.evidenceKey, x: 'A'.repeat(43) } }).ok).toBe(false);
    const twice = JSON.stringify(document).replace('"state":"open"', '"state":"closed","state":"open"');
    expect(checkText(twice)).toMatchObject({ ok: false, problem: 'a member stands twice in it' });
  });

  it('is refused even with a good signature of somebody, where its parts do not fit each other', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const evidenceKey = evidenceJwkSchema.parse(publicKey.export({ format: 'jwk' }));
    const content = contentOf(document);
    const resigned = (change: Partial<CaseDocument>) => {
      const forgedContent = { ...content, ...change, evidenceKey };
      const signature = sign(null, caseDocumentBytes(forgedContent), privateKey).toString('base64url');
      return check({ ...forgedContent, signature }, ed25519Thumbprint(publicKey));
    };
    const { items, events, sets } = document;
    const relinked = items.slice(0, -1);
    const note = items[5];
    const first = events[0];
    if (note === undefined || first === undefined) throw new Error('no note');
    // The planted fault is the signature alone: with it, what is not changed passes.
    expect(resigned({})).toMatchObject({ ok: true, signer: 'known' });
    const refused = [
      resigned({ items: relinked }),
      resigned({ items: relinked, events: events.slice(0, -1), case: { ...document.case, state: 'open' } }),
      resigned({ items: items.with(5, { ...note, content: { kind: 'note', text: 'DCM confirms it' } }) }),
      resigned({ items: items.toReversed() }),
      resigned({ events: events.with(0, { ...first, actor: { ...first.actor, osUser: 'mallory' } }) }),
      resigned({ case: { ...document.case, title: 'Nothing happened' } }),
      resigned({ sets: [] }),
      resigned({ sets: sets.map((one) => ({ ...one, bytes: Buffer.from('{"keys":[]}').toString('base64') })) }),
    ];
    expect(refused.map(({ ok }) => ok)).toEqual(refused.map(() => false));
  });

  it('is refused where a kept token is judged otherwise by the sets inside', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const evidenceKey = evidenceJwkSchema.parse(publicKey.export({ format: 'jwk' }));
    const content = contentOf(document);
    // A maker that lies: the forged token with the checks of the genuine one, and every hash made anew.
    const lie = content.items.map((item) => {
      const [good, bad] = [content.items[1]?.content, item.content];
      if (item.seq !== 3 || good?.kind !== 'token' || bad.kind !== 'token') return item;
      return { ...item, content: { ...bad, verdict: good.verdict } };
    });
    expect(check({ ...signedBy(lie), evidenceKey: content.evidenceKey }).ok).toBe(false);
    expect(check(signedBy(lie))).toMatchObject({ ok: false, problem: 'the token of entry 3 is judged otherwise here' });

    function signedBy(items: CaseDocument['items']) {
      const { items: chained, events } = chain(items, content.events);
      const made = { ...content, items: chained, events, evidenceKey };
      return { ...made, signature: sign(null, caseDocumentBytes(made), privateKey).toString('base64url') };
    }
  });
});

function contentOf(signed: CaseDocument): CaseDocumentContent {
  const { signature, ...content } = signed;
  expect(signature).not.toBe('');
  return content;
}

/** Entries and events with every hash made anew, as a liar would make them. */
function chain(items: CaseDocument['items'], events: CaseDocument['events']) {
  let prevHash = '0'.repeat(64);
  const chained = items.map((item) => {
    const unhashed = { ...item, prevHash };
    prevHash = caseItemHash(unhashed);
    return { ...unhashed, hash: prevHash };
  });
  const told = events.map((event) => {
    const item = chained.find(({ auditSeq }) => auditSeq === event.seq);
    if (item === undefined) return event;
    const payload = { ...event.payload, contentSha256: caseContentHash(item.content) };
    return { ...event, payload, hash: eventHash({ ...event, payload }) };
  });
  return { items: chained, events: told };
}
