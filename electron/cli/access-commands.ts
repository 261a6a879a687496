import type { Contact, Proxy } from '../../shared/model/access.ts';
import type { AccessFacts } from '../services/access.ts';
import { type Arguments, usage } from './arguments.ts';
import { giveProxyPassword, readCredential } from './call-secrets.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { readNamedFile } from './input.ts';

const CHANGES = ['pin', 'no-pin', 'proxy', 'proxy-user', 'contact-name', 'contact-phone', 'contact-hours'] as const;

export const accessCommands: readonly Command[] = [
  {
    words: 'env access',
    summary:
      'NAME [--ca FILE | --no-ca] [--pin P | --no-pin] [--proxy URL|system|direct] [--proxy-user U] [--contact-name N] [--contact-phone P] [--contact-hours H]: how its DCM is reached, and whom to call there',
    flags: {
      ca: 'value',
      'no-ca': 'switch',
      pin: 'value',
      'no-pin': 'switch',
      proxy: 'value',
      'proxy-user': 'value',
      'contact-name': 'value',
      'contact-phone': 'value',
      'contact-hours': 'value',
    },
    positionals: ['NAME'],
    async run({ args, output, ...run }) {
      const env = args.positional(0);
      if (args.has('ca') && args.has('no-ca')) throw usage('give --ca, or --no-ca, not both');
      const isChange = CHANGES.some((flag) => args.has(flag));
      const isOtherCa = args.has('ca') || args.has('no-ca');
      const file = args.value('ca');
      const ca = file === null ? null : readNamedFile(file).toString('utf8');
      const home = await run.home(isChange || isOtherCa ? 'write' : 'read');
      const before = home.access.read(env);
      const wanted = isChange ? changed(before, args) : null;
      if (isOtherCa) home.environments.setAuthority(env, ca);
      if (!isChange && !isOtherCa) home.trail.note('command.run', { command: 'env access' });
      const facts = wanted === null ? before : home.access.write(env, wanted);
      const hasOwnCa = home.environments.get(env).ca !== null;
      output.result({ ...facts, hasOwnCa }, describe(facts, hasOwnCa));
      return EXIT.done;
    },
  },
  {
    words: 'env credential',
    summary: 'NAME [--credential-fd N | --remove]: keeps the value of header Authorization in the keychain',
    flags: { remove: 'switch' },
    positionals: ['NAME'],
    async run({ args, output, ...run }) {
      const env = args.positional(0);
      const isRemoval = args.has('remove');
      if (isRemoval && args.has('credential-fd')) throw usage('give --credential-fd, or --remove, not both');
      const home = await run.home('write');
      home.environments.get(env);
      const value = isRemoval ? null : await readCredential(args);
      const facts = await home.access.setCredential(env, value, 'keychain');
      output.result(
        facts,
        isRemoval
          ? `no credential is kept for ${env}`
          : `the credential of ${env} is in the keychain; Authenticate never gets it`,
      );
      return EXIT.done;
    },
  },
  {
    words: 'env certificate',
    summary: 'NAME [--proxy-password-fd N]: which certificate the server shows, and its pin; sends nothing',
    flags: {},
    positionals: ['NAME'],
    async run({ args, output, ...run }) {
      const env = args.positional(0);
      const home = await run.home('read');
      const { pin } = home.access.read(env);
      if (args.has('proxy-password-fd')) await giveProxyPassword(home, env, args);
      const certificate = await home.access.seeCertificate(env);
      const isPinned = pin === null ? null : pin === certificate.pin;
      output.result({ ...certificate, isPinned }, [
        `subject   ${certificate.subject}`,
        `issuer    ${certificate.issuer}`,
        `valid     ${certificate.validFrom} to ${certificate.validTo}`,
        `sha256    ${certificate.sha256}`,
        `pin       ${certificate.pin}${isPinned === null ? '' : isPinned ? ' (the pinned one)' : ` (pinned is ${String(pin)})`}`,
        certificate.problem === null ? 'TLS accepts it' : `TLS refuses it: ${certificate.problem}`,
      ]);
      return certificate.isTrusted && isPinned !== false ? EXIT.done : EXIT.notValid;
    },
  },
];

function changed(before: AccessFacts, args: Arguments) {
  if (args.has('pin') && args.has('no-pin')) throw usage('give --pin, or --no-pin, not both');
  const pin = args.has('no-pin') ? null : (args.value('pin') ?? before.pin);
  return { pin, proxy: changedProxy(before.proxy, args), contact: changedContact(before.contact, args) };
}

function changedProxy(before: Proxy, args: Arguments): Proxy {
  const wanted = args.value('proxy');
  const user = args.value('proxy-user');
  const isFixed = wanted === null ? before.mode === 'fixed' : wanted !== 'system' && wanted !== 'direct';
  if (!isFixed && user !== null) throw usage('--proxy-user goes with a proxy that is named: --proxy http://host:port');
  if (wanted === 'system' || wanted === 'direct') return { mode: wanted };
  if (wanted !== null) return { mode: 'fixed', url: wanted, user: user === '' ? null : user };
  return before.mode === 'fixed' && user !== null ? { ...before, user: user === '' ? null : user } : before;
}

function changedContact(before: Contact | null, args: Arguments): Contact {
  return {
    name: args.value('contact-name') ?? before?.name ?? '',
    phone: args.value('contact-phone') ?? before?.phone ?? '',
    hours: args.value('contact-hours') ?? before?.hours ?? '',
  };
}

function describe({ env, pin, proxy, contact, credential }: AccessFacts, hasOwnCa: boolean): readonly string[] {
  const by = proxy.mode === 'fixed' ? `${proxy.url}${proxy.user === null ? '' : ` as ${proxy.user}`}` : proxy.mode;
  const whom =
    contact === null ? 'nobody is named' : [contact.name, contact.phone, contact.hours].filter(Boolean).join(', ');
  return [
    `environment  ${env}`,
    `authority    ${hasOwnCa ? 'its own, beside those that the app brings along' : 'those that the app brings along'}`,
    `pin          ${pin ?? 'none: every certificate that TLS accepts'}`,
    `proxy        ${by}`,
    `credential   ${credential}`,
    `contact      ${whom}`,
  ];
}
