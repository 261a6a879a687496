import { shamirSplitting } from '../../electron/adapters/crypto/shamir-splitting.ts';
import { generateKey } from '../../electron/adapters/crypto/node-key-generator.ts';
import type { GenerateKey } from '../../electron/adapters/crypto/key-generator.ts';
import { readShare } from '../../electron/domain/share.ts';
import { joinShares } from '../../electron/domain/share-set.ts';
import type { Home } from '../../electron/services/home.ts';
import { privateNumbersOf } from '../adapters/keychain/canary.ts';
import { goOn, PEOPLE, shipped } from '../services/ceremony-driver.ts';

/** The passphrase of the standby key that a ceremony makes. */
export const STANDBY_WORDS = 'ocean lantern trust violin copper seven';

/** Makes keys as the core does, and remembers the private numbers of each. */
export function rememberingGenerator(): { readonly made: Buffer[]; readonly generateKey: GenerateKey } {
  const made: Buffer[] = [];
  return {
    made,
    async generateKey(alg, bits) {
      const pair = await generateKey(alg, bits);
      made.push(...privateNumbersOf(pair.privateKey));
      return pair;
    },
  };
}

/** What each custodian of a set has on paper, as it is written and without its dashes, from both ends; and the key that it opens. */
export async function secretsOfShares(papers: readonly string[]): Promise<readonly Buffer[]> {
  const shares = await Promise.all(papers.map(readShare));
  const texts = papers
    .flatMap((paper) => [paper, paper.replaceAll('-', '')])
    .flatMap((text) => [text, text.slice(-24)]);
  const values = [...shares.map(({ value }) => value), await joinShares(shares, shamirSplitting)];
  return [
    ...texts.flatMap((text) => [Buffer.from(text), Buffer.from(text.toLowerCase())]),
    ...values.map((value) => Buffer.from(value)),
  ];
}

/** Shows a share to its custodian; by the core, or by the channel of the window. */
type ShowShare = (step: { readonly id: string; readonly step: string }) => ReturnType<Home['ceremonies']['showShare']>;

/** A key made before witnesses and split 2 of 2. `saveFile` takes the sealed backup while it waits. @returns the papers */
export async function splitKey(
  home: Home,
  env: string,
  saveFile: (ceremony: string) => Promise<void>,
  show: ShowShare = async ({ id, step }) => await home.ceremonies.showShare(id, step),
): Promise<{ readonly id: string; readonly set: string; readonly papers: readonly string[] }> {
  const papers = new Map<number, string>();
  const ceremonies: Home['ceremonies'] = {
    ...home.ceremonies,
    async showShare(id, step) {
      const shown = await show({ id, step });
      papers.set(shown.number, shown.text);
      return shown;
    },
  };
  const { id } = await ceremonies.start(shipped('split-key').text, PEOPLE);
  const share = ({ now }: { now: { id: string } | null }) => papers.get(Number(now?.id.split('.')[1])) ?? '';
  const typed = { env, threshold: '2', shares: '2', share };
  await goOn(ceremonies, id, typed, 'show-share.1');
  await saveFile(id);
  const { state, facts } = await goOn(ceremonies, id, typed);
  if (state !== 'completed') throw new Error(`the ceremony is ${state}`);
  return { id, set: facts.set ?? '', papers: [...papers.values()] };
}

/** A standby key made before witnesses, whose request goes to another computer. @returns the number of the ceremony */
export async function makeStandby(
  home: Home,
  env: string,
  saveFile: (ceremony: string) => Promise<void>,
): Promise<string> {
  const { id } = await home.ceremonies.start(shipped('standby-key').text, PEOPLE);
  const typed = { env, passphrase: STANDBY_WORDS };
  await goOn(home.ceremonies, id, typed, 'seal-standby');
  await saveFile(id);
  const { state } = await goOn(home.ceremonies, id, typed);
  if (state !== 'completed') throw new Error(`the ceremony is ${state}`);
  return id;
}

/** Each secret as somebody could write it out: of each of them the search is seen to find all. */
export function plantings(secret: Buffer): readonly string[] {
  return (['hex', 'base64', 'base64url'] as const).map((form) => `key ${secret.toString(form)}`);
}
