import { openVaultHome } from '../fakes/vault-home.ts';

/**
 * Opens the home that is its argument, with the sealed vault; makes a key where there is none, begins a backup set of it, 2 of 3,
 * and goes so far: `shown` (one share), `read` (all but the last read back), `closed`. It prints the set's id, and
 * waits there to be killed. No share is printed.
 */
const [path = '', until = ''] = process.argv.slice(2);
const home = openVaultHome(path);
const key =
  home.keys.list()[0] ??
  (await home.keys.generate({
    alg: 'RS256',
    bits: 2048,
    kid: null,
    label: null,
    env: null,
    expiresAt: null,
    isDraft: false,
  }));
const custodians = ['Olena', 'Taras', 'Iryna'].map((name) => ({ name, place: null }));
const { set } = await home.backups.begin({
  kids: [key.kid],
  threshold: 2,
  custodians,
  replaces: null,
});
const papers = [await home.backups.show(set.id, 1)];
if (until === 'read' || until === 'closed') {
  papers.push(await home.backups.show(set.id, 2), await home.backups.show(set.id, 3));
  const wanted = until === 'read' ? papers.slice(0, -1) : papers;
  for (const [at, paper] of wanted.entries()) await home.backups.readBack(set.id, at + 1, paper);
}
if (until === 'closed') await home.backups.close(set.id);
process.stdout.write(`${set.id}\n`);
setInterval(() => undefined, 60_000);
