import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { openPreview } from '../../electron/preview.ts';
import type { SignedTokens } from './signed-tokens.ts';

const outFolder = join(import.meta.dirname, '../../out');
/** The first ones load what the page loads late, and are not counted. */
const WARM_UP = 5;

/**
 * Pastes tokens one after the other into the real window on a real home, and gives for each the milliseconds from the paste
 * to the frame that shows its answer.
 */
export async function measurePastes({ jwk, tokens }: SignedTokens, now: number): Promise<readonly number[]> {
  const homePath = mkdtempSync(join(tmpdir(), 'dcm-paste-'));
  makeHome(homePath, JSON.stringify({ keys: [jwk] }), now);
  const { page, close } = await openPreview({ outFolder, homePath, isHeadless: true, keychain: 'memory' });
  try {
    await page.goto(`${new URL(page.url()).origin}/#/check`);
    const times: number[] = [];
    for (const { token } of tokens) times.push(await pasteOnce(page, token));
    return times.slice(WARM_UP);
  } finally {
    await close();
    rmSync(homePath, { recursive: true, force: true });
  }
}

function makeHome(homePath: string, jwks: string, now: number): void {
  const run = (argv: readonly string[], input = '') => {
    const cli = [join(outFolder, 'cli.mjs'), ...argv, '--home', homePath];
    const { status, stderr } = spawnSync(process.execPath, cli, { input, encoding: 'utf8' });
    if (status !== 0) throw new Error(`dcm-keys ${argv.join(' ')}: ${stderr}`);
  };
  const guid = '11111111-2222-4333-8444-555555555555';
  run(['env', 'add', 'stage', '--base-url', 'https://dcm.example', '--counterparty', guid, '--kind', 'stage']);
  const takenAt = new Date((now - 60) * 1000).toISOString();
  run(['snapshot', 'import', '-', '--env', 'stage', '--taken-at', takenAt], jwks);
}

async function pasteOnce(page: Page, token: string): Promise<number> {
  const box = page.getByRole('textbox').first();
  await box.waitFor();
  await box.fill('');
  await page.getByText(VALID).first().waitFor({ state: 'detached' });
  await box.focus();
  return page.evaluate(
    ([pasted, word]) =>
      new Promise<number>((resolve, reject) => {
        const tooLate = setTimeout(() => {
          reject(new Error('no answer within ten seconds'));
        }, 10_000);
        const started = performance.now();
        new MutationObserver((_changes, observer) => {
          if (!document.querySelector('main')?.innerText.includes(word)) return;
          observer.disconnect();
          clearTimeout(tooLate);
          // The next frame begins after this one was painted.
          requestAnimationFrame(() => {
            setTimeout(() => {
              resolve(performance.now() - started);
            });
          });
        }).observe(document.body, { childList: true, subtree: true, characterData: true });
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', pasted);
        document.activeElement?.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
        );
      }),
    [token, VALID] as const,
  );
}

/** The headline of a genuine token begins so. */
const VALID = 'Genuine';
