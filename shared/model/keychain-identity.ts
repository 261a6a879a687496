import { z } from 'zod';

/** The keychains of the operating systems. */
export const SYSTEM_KEYCHAINS = ['secret-service', 'macos-keychain', 'credential-manager'] as const;
export type SystemKeychain = (typeof SYSTEM_KEYCHAINS)[number];

/** Which keychain answers, as far as it can be known without opening it. Nothing of it is secret. */
export const keychainIdentitySchema = z.discriminatedUnion('service', [
  z.strictObject({
    service: z.enum(SYSTEM_KEYCHAINS),
    /** Name of the computer. */
    machine: z.string(),
    /** What stays when the computer is renamed: a digest of the system's own id; `null` where there is none. */
    machineId: z.string().nullable(),
    /** The operating system's name of the user. */
    user: z.string(),
  }),
  /** A vault is the same wherever its file goes: its name is a digest of its salt; `null`: there is no file. */
  z.strictObject({ service: z.literal('sealed-vault'), vault: z.string().nullable() }),
  z.strictObject({ service: z.literal('memory') }),
]);
export type KeychainIdentity = z.infer<typeof keychainIdentitySchema>;
