import { spawnSync } from 'node:child_process';
import { createHash, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { importJWK, jwtVerify } from 'jose';
import { generateKey } from '../../electron/adapters/crypto/node-key-generator.ts';
import { readKeySet } from '../../electron/domain/key-set.ts';
import { prepareJudge } from '../../electron/domain/verdict.ts';
import { measureFirstPaint } from './first-paint.ts';
import { compare, median, report } from './measure.ts';
import { signTokens } from './signed-tokens.ts';

/** `npm run bench`: each figure beside a named rival, in the same run. Nothing here passes or fails. */
const out = join(import.meta.dirname, '../../out');
const NOW = 1_800_000_000;
const TOKENS = 2000;

async function benchJudge(): Promise<void> {
  const { publicKey, jwk, tokens: signed } = signTokens('RS256', TOKENS, NOW);
  const set = readKeySet('dcm', Buffer.from(JSON.stringify({ keys: [jwk] })));
  const judge = prepareJudge({
    sets: [set],
    leewaySeconds: 30,
    profile: 'bank',
    mode: 'jwt',
    snapshot: null,
    hasSource: true,
  });
  const josePublicKey = await importJWK(jwk, 'RS256');
  const ours = {
    name: 'our verdict',
    run() {
      for (const { token } of signed) if (judge(token, NOW * 1000).outcome !== 'valid') throw new Error('not valid');
    },
  };
  const bare = {
    name: 'bare crypto.verify',
    run() {
      for (const { input, signature } of signed)
        if (!verify('sha256', input, publicKey, signature)) throw new Error('bad');
    },
  };
  const jose = {
    name: 'jose.jwtVerify',
    async run() {
      for (const { token } of signed) await jwtVerify(token, josePublicKey, { currentDate: new Date(NOW * 1000) });
    },
  };
  const toBare = await compare(ours, bare, 7);
  const toJose = await compare(ours, jose, 5);
  const perSecond = Math.round((TOKENS / toBare.oursMs) * 1000);
  report(
    'verdicts against bare crypto.verify (RS256-2048), rate',
    `${(1 / toBare.ratio).toFixed(2)} ×, ${String(perSecond)}/s`,
    'aim ≥ 0.85 ×',
  );
  report('verdicts against jose.jwtVerify, rate', `${(1 / toJose.ratio).toFixed(2)} ×`, 'aim > 1 ×');
}

async function benchKeys(): Promise<void> {
  // Prime search is a lottery: the medians of many draws are compared.
  const { oursMs, rivalMs, ratio } = await compare(
    { name: 'ours', run: async () => void (await generateKey('RS256', 3072)) },
    { name: 'openssl genrsa', run: () => void spawnSync('openssl', ['genrsa', '3072']) },
    31,
  );
  report(
    'RSA-3072 generation against openssl genrsa, time',
    `${ratio.toFixed(2)} × (${oursMs.toFixed(0)} ms, ${rivalMs.toFixed(0)} ms)`,
    'aim ≤ 1.1 ×',
  );
}

async function benchStart(): Promise<void> {
  const input = JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: createHash('sha256').update('x').digest('base64url') });
  const run = (argv: readonly string[]) => void spawnSync(process.execPath, argv, { input });
  const { oursMs, rivalMs, ratio } = await compare(
    { name: 'dcm-keys jwk thumbprint', run: () => run([join(out, 'cli.mjs'), 'jwk', 'thumbprint']) },
    { name: 'node -e 0', run: () => run(['-e', '0']) },
    15,
  );
  report(
    'start of the terminal against node -e 0, time',
    `${ratio.toFixed(2)} × (${oursMs.toFixed(0)} ms, ${rivalMs.toFixed(0)} ms)`,
    '',
  );
}

/** What the browser loads before the first page stands: the entry, what it imports statically, and its styles. */
function benchPage(): void {
  const page = join(out, 'renderer');
  if (!existsSync(page)) return report('first load of the page, gzip', 'not built: npm run build', '');
  const html = readFileSync(join(page, 'index.html'), 'utf8');
  const waiting = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/gu)].map((match) => match[1] ?? '');
  const seen = new Set<string>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const name = path.split('/').at(-1) ?? '';
    if (seen.has(name)) continue;
    seen.add(name);
    const text = readFileSync(fileBelow(page, name), 'utf8');
    const statics = name.endsWith('.js')
      ? text.matchAll(/(?:^|[;}\s])import(?:[^;'"()]*from)?\s*["']\.\/([^"']+)["']/gu)
      : [];
    waiting.push(...[...statics].map((match) => match[1] ?? ''));
  }
  const bytes = [...seen].reduce(
    (sum, name) => sum + gzipSync(readFileSync(fileBelow(page, name)), { level: 9 }).length,
    gzipSync(html).length,
  );
  report(
    'first load of the page, gzip',
    `${(bytes / 1024).toFixed(0)} KB in ${String(seen.size + 1)} files`,
    'aim < 250 KB',
  );
}

function fileBelow(folder: string, name: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
    (path) => path.split('/').at(-1) === name,
  );
  if (found === undefined) throw new Error(`${name} is not in the page`);
  return join(folder, found);
}

async function benchPaint(): Promise<void> {
  const { ours, oneWord } = await measureFirstPaint(5);
  report(
    'first contentful paint of the preview, against a page of one word',
    `${median(ours).toFixed(0)} ms, ${median(oneWord).toFixed(0)} ms`,
    '',
  );
}

console.log(
  `Node ${process.versions.node}, OpenSSL ${process.versions.openssl}, ${String(availableParallelism())} processors\n`,
);
await benchJudge();
await benchKeys();
await benchStart();
benchPage();
await benchPaint();
