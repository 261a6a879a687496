import type { Language } from '../../shared/model/language.ts';

/** What the commands of bundles say. */
interface BundleWords {
  readonly written: (path: string, sha256: string) => string;
  readonly signedBy: (fingerprint: string) => string;
  readonly inWords: (words: string) => string;
  readonly bundleInWords: (words: string) => string;
  readonly compare: string;
  readonly holds: (kind: string, baseUrl: string, kids: string) => string;
  readonly vouched: (signer: string) => string;
  readonly notTrusted: (signer: string) => string;
  readonly snapshot: (id: number, env: string, kids: string) => string;
  readonly registered: (kid: string, state: string, env: string, guid: string) => string;
  readonly delivered: (kid: string, thumbprint: string, state: string) => string;
  readonly added: (added: string, known: string) => string;
  readonly none: string;
  readonly trusted: (name: string, fingerprint: string) => string;
  readonly untrusted: (name: string) => string;
  readonly nobody: string;
  readonly since: (at: string, by: string, reason: string) => string;
  readonly ended: (at: string, reason: string) => string;
  readonly askWords: (count: number) => string;
}

export const BUNDLE_WORDS: Readonly<Record<Language, BundleWords>> = {
  en: {
    written: (path, sha256) => `written: ${path} (SHA-256 ${sha256})`,
    signedBy: (fingerprint) => `signed by ${fingerprint}`,
    inWords: (words) => `in words: ${words}`,
    bundleInWords: (words) => `this bundle in words: ${words}`,
    compare: 'read the words of the signer to the other side on a number that both know: it types them in',
    holds: (kind, baseUrl, kids) => `${kind} of ${baseUrl}: ${kids}`,
    vouched: (signer) => `vouched for by ${signer}`,
    notTrusted: (signer) => `signed by ${signer}, who is not trusted here: counts as a file`,
    snapshot: (id, env, kids) => `snapshot ${String(id)} of ${env}: ${kids}`,
    registered: (kid, state, env, guid) => `${kid} is ${state} with ${env} as ${guid}`,
    delivered: (kid, thumbprint, state) =>
      `${kid}: its private half is here now, thumbprint ${thumbprint} compared; it is ${state}`,
    added: (added, known) => `keys added: ${added}; here already: ${known}`,
    none: 'none',
    trusted: (name, fingerprint) => `trusted from now on: ${name} (${fingerprint})`,
    untrusted: (name) => `trusted no more: ${name}; what was kept stays as it was kept`,
    nobody: 'nobody: compare a fingerprint by phone, then dcm-keys bundle trust FP --name WHO --reason R',
    since: (at, by, reason) => `${at} by ${by}: ${reason}`,
    ended: (at, reason) => `ended ${at}: ${reason}`,
    askWords: (count) =>
      `The ${String(count)} words of its signer, as its maker reads them to you (Enter: nobody vouches for it): `,
  },
  uk: {
    written: (path, sha256) => `записано: ${path} (SHA-256 ${sha256})`,
    signedBy: (fingerprint) => `підписано ключем ${fingerprint}`,
    inWords: (words) => `словами: ${words}`,
    bundleInWords: (words) => `цей пакет словами: ${words}`,
    compare: 'прочитайте слова підписувача другій стороні за номером, який обидві знають: там їх уводять',
    holds: (kind, baseUrl, kids) => `${kind}, ${baseUrl}: ${kids}`,
    vouched: (signer) => `за вміст ручається ${signer}`,
    notTrusted: (signer) => `підписав ${signer}, якому тут не довіряють: рахується як звичайний файл`,
    snapshot: (id, env, kids) => `знімок ${String(id)}, ${env}: ${kids}`,
    registered: (kid, state, env, guid) => `${kid}: стан реєстрації ${state} у ${env}, guid ${guid}`,
    delivered: (kid, thumbprint, state) =>
      `${kid}: закрита половина тепер тут, відбиток ${thumbprint} звірено; стан ${state}`,
    added: (added, known) => `додано ключів: ${added}; уже були: ${known}`,
    none: 'жодного',
    trusted: (name, fingerprint) => `відтепер довіряємо: ${name} (${fingerprint})`,
    untrusted: (name) => `більше не довіряємо: ${name}; збережене лишається таким, яким його збережено`,
    nobody: 'нікому: звірте відбиток телефоном, потім dcm-keys bundle trust FP --name WHO --reason R',
    since: (at, by, reason) => `${at}, хто: ${by}: ${reason}`,
    ended: (at, reason) => `до ${at}: ${reason}`,
    askWords: (count) =>
      `${String(count)} слів підписувача, як їх читає вам той, хто створив пакет (Enter: ніхто не ручається): `,
  },
};
