import { describe, expect, it } from 'vitest';
import { answerAppRequest, contentSecurityPolicy, isPageAddress } from '../../electron/window/app-files.ts';
import { ADDRESSES, FOREIGN_TARGETS, OWN_TARGETS } from './addresses.ts';

const origin = 'app://bundle';
const appFiles = {
  files: { '/index.html': { sha256: 'a1', contentType: 'text/html; charset=utf-8' } },
  styleHashes: ['sha256-abc='],
};
const ask = (url: string, method = 'GET') => answerAppRequest({ method, url, origin }, appFiles);

describe('page requests', () => {
  it('serves the page by its own name and by the bare origin', () => {
    for (const url of OWN_TARGETS) expect(ask(url)).toMatchObject({ status: 200, path: '/index.html', sha256: 'a1' });
  });

  it('has nothing under any other spelling', () => {
    const served = ADDRESSES.filter((url) => ask(url).status !== 404);
    expect(served).toEqual(ADDRESSES.slice(0, 2));
  });

  it('would notice a lookup that normalises first', () => {
    const normalising = (url: string) => ask(URL.canParse(url) ? new URL(url).href : url);
    expect(ADDRESSES.filter((url) => normalising(url).status !== 404).length).toBeGreaterThan(2);
  });

  it('answers reading and nothing else', () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'get', '']) {
      expect(ask('app://bundle/index.html', method).status).toBe(404);
    }
  });

  it('puts the policy on every answer, refusals too', () => {
    const policy =
      "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-abc='; img-src 'self' data:; " +
      "font-src 'self'; connect-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'none'; " +
      "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
    expect(contentSecurityPolicy(['sha256-abc='])).toBe(policy);
    for (const url of ADDRESSES) {
      expect(ask(url).headers).toMatchObject({
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
      });
    }
  });
});

describe('page addresses', () => {
  it('are the page at any place within it', () => {
    for (const url of OWN_TARGETS) expect(isPageAddress(url, origin), url).toBe(true);
  });

  it('are nothing else', () => {
    expect(FOREIGN_TARGETS.length).toBeGreaterThanOrEqual(40);
    for (const url of FOREIGN_TARGETS) expect(isPageAddress(url, origin), url).toBe(false);
  });
});
