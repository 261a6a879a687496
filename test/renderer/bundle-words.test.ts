import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleBytes, verifyBundle } from '../../electron/domain/bundle.ts';
import { BundleFacts } from '../../renderer/features/dcm/bundle-facts.tsx';
import { MadeBundle } from '../../renderer/features/dcm/made-bundle.tsx';
import { loadText, TextContext } from '../../renderer/text/text.ts';
import type { BundleContent } from '../../shared/model/bundle.ts';
import type { EvidenceJwk } from '../../shared/model/evidence.ts';
import type { Language } from '../../shared/model/language.ts';
import { digestWords, fingerprintWords, isSameWord } from '../../shared/text/fingerprint-words.ts';
import { createTestHome, runTerminal, type TestHome } from '../cli/run-terminal.ts';

const LANGUAGES = ['en', 'uk'] as const satisfies readonly Language[];

/** An Ed25519 key of 32 octets of 7 (RFC 8410 §7): its signatures, and so the whole file, are the same for ever. */
const FIXED_SEED = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);
const fixedKey = createPrivateKey({ key: FIXED_SEED, format: 'der', type: 'pkcs8' });
const AT = '2026-10-12T09:00:00.000Z';
/** The generator of P-256 (FIPS 186-4 D.1.2.3): a point that everybody knows. */
const point = {
  x: 'axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY',
  y: 'T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU',
};
const content: BundleContent = {
  format: 'dcm-bundle',
  version: 1,
  kind: 'device-key',
  madeAt: AT,
  installId: 'home',
  environment: { name: 'bank', kind: 'stage', baseUrl: 'https://dcm.example', counterpartyGuid: 'g' },
  evidenceKey: createPublicKey(fixedKey).export({ format: 'jwk' }) as EvidenceJwk,
  device: { name: 'desk-7', jwk: { kty: 'EC', crv: 'P-256', ...point } },
};
const fixedText = JSON.stringify({
  ...content,
  signature: sign(null, bundleBytes(content), fixedKey).toString('base64url'),
});

/** What a person reads of a page: its words and digits, in order. */
async function shownIn(language: Language, page: ReactElement): Promise<string> {
  const value = { text: await loadText(language), language };
  const html = renderToStaticMarkup(createElement(TextContext, { value }, page));
  return html.replaceAll(/<[^>]+>/gu, ' ').replaceAll(/\s+/gu, ' ');
}
const numbered = (words: readonly string[]) => words.map((word, at) => `${String(at + 1)} ${word}`).join(' ');

/** The page of whoever made it, and that of whoever takes it, with the signer's words shown or hidden. */
function pagesOf(text: string) {
  const report = verifyBundle(Buffer.from(text), null);
  const made = { document: 'd', fileName: 'f', text, report };
  const bundle = { report, maker: null, elsewhere: null };
  return {
    report,
    maker: createElement(MadeBundle, { made, onClose: () => undefined }),
    taker: createElement(BundleFacts, { bundle }),
    hiding: createElement(BundleFacts, { bundle, hidesWords: true }),
  };
}

describe('the words of a bundle that never changes', () => {
  const { report } = pagesOf(fixedText);

  it('are these, in both languages', () => {
    expect(report).toMatchObject({ ok: true, evidenceKey: '--6IM5l0OosLj9yWskISYhUA3n_3CURQkmrYMSha_ck' });
    expect(report.sha256).toBe('e7a616db8ed0c8d5a8a66d597c75302839bed9680be3e56169c8feb0656427d5');
    expect(digestWords(report.sha256, 'en').join(' ')).toBe(
      'treasure pizza beehive temple oasis station sofa suitcase popcorn pizza jacket gazelle lilac koala clock canoe',
    );
    expect(digestWords(report.sha256, 'uk').join(' ')).toBe(
      'скарб піца вулик храм оазис вокзал диван валіза попкорн піца куртка газель бузок коала годинник каное',
    );
  });

  it('are others in each of their sixteen places where its byte is another one, and there alone', () => {
    for (const language of LANGUAGES) {
      const words = digestWords(report.sha256, language);
      for (const at of words.keys()) {
        const bytes = Buffer.from(report.sha256, 'hex');
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        const others = digestWords(bytes.toString('hex'), language);
        expect([...words.keys()].filter((place) => others[place] !== words[place])).toEqual([at]);
      }
    }
  });

  it('give the sixteen bytes back to who types them', () => {
    const bytes = Buffer.from(report.sha256, 'hex').subarray(0, 16);
    const ids = Array.from({ length: 256 }, (_, id) => id);
    for (const language of LANGUAGES) {
      const typed = digestWords(report.sha256, language).map((word) => word.toUpperCase());
      const meant = typed.map((word) => ids.filter((id) => isSameWord(word, id, language)));
      expect(meant).toEqual([...bytes].map((byte) => [byte]));
    }
  });
});

describe('one bundle on both sides', { timeout: 60_000 }, () => {
  let home: TestHome;
  let folder: string;
  beforeAll(() => {
    home = createTestHome();
    folder = mkdtempSync(join(tmpdir(), 'dcm-words-'));
  });
  afterAll(() => {
    home.erase();
    rmSync(folder, { recursive: true });
  });

  it('has the same words in the window and at the terminal, where it is made and where it is taken', async () => {
    const file = join(folder, 'device.bundle.json');
    const where = ['--base-url', 'http://127.0.0.1:9', '--counterparty', '6f9619ff-8b86-d011-b42d-00cf4fc964ff'];
    await home.run(['env', 'add', 'p', ...where, '--kind', 'practice']);
    const create = ['bundle', 'create', 'device-key', '--env', 'p', '--out', file, '--lang', 'uk'];
    const atTerminal = {
      maker: { language: 'uk', ...(await home.run(create)) },
      taker: { language: 'en', ...(await runTerminal(['bundle', 'verify', file])) },
    } as const;
    const { report, maker, taker } = pagesOf(readFileSync(file, 'utf8'));
    const signerOf = (language: Language) => fingerprintWords(report.evidenceKey ?? '', language).flat();
    for (const { language, code, stdout } of Object.values(atTerminal)) {
      expect([code, stdout]).toEqual([0, expect.stringContaining(signerOf(language).join(' '))]);
      expect(stdout).toContain(digestWords(report.sha256, language).join(' '));
    }
    for (const language of LANGUAGES) {
      for (const page of [maker, taker]) {
        const shown = await shownIn(language, page);
        expect(shown).toContain(digestWords(report.sha256, language).join(' '));
        expect(shown).toContain(numbered(signerOf(language)));
      }
    }
  });

  it('shows neither words nor digits of its signer before the words were typed', async () => {
    const { report, taker, hiding } = pagesOf(fixedText);
    const fingerprint = report.evidenceKey ?? '';
    const hex = Buffer.from(fingerprint, 'base64url').toString('hex').slice(0, 4);
    for (const language of LANGUAGES) {
      const spellings = [numbered(fingerprintWords(fingerprint, language).flat()), ` ${hex} `, fingerprint];
      const seen = async (page: ReactElement) => {
        const shown = await shownIn(language, page);
        return spellings.map((spelling) => shown.includes(spelling));
      };
      // The planted fault: the page that hides nothing.
      expect([await seen(taker), await seen(hiding)]).toEqual([
        [true, true, true],
        [false, false, false],
      ]);
    }
  });
});
