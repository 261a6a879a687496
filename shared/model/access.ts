import { z } from 'zod';

/** Which way calls to a DCM take. Its password is never kept: it is asked for, and stays in memory. */
export const proxySchema = z.discriminatedUnion('mode', [
  /** What the operating system says; in the terminal, the environment variables HTTPS_PROXY and NO_PROXY. */
  z.strictObject({ mode: z.literal('system') }),
  z.strictObject({ mode: z.literal('direct') }),
  z.strictObject({ mode: z.literal('fixed'), url: z.string().max(2048), user: z.string().min(1).max(256).nullable() }),
]);
export type Proxy = z.infer<typeof proxySchema>;

/** Whom to call at DCM. Shown where a call must be made at once. */
export const contactSchema = z.strictObject({
  name: z.string().max(200),
  phone: z.string().max(100),
  hours: z.string().max(200),
});
export type Contact = z.infer<typeof contactSchema>;

/** How the DCM of one environment is reached. Unlike the environment itself it may change. */
export const accessSchema = z.strictObject({
  env: z.string(),
  /** SHA-256 of the SubjectPublicKeyInfo that its certificate must have, base64url (RFC 7469 §2.4); `null`: any that TLS accepts. */
  pin: z.string().length(43).nullable(),
  proxy: proxySchema,
  contact: contactSchema.nullable(),
  /** Name of the keychain entry with the value of header Authorization; `null`: none is kept. */
  credentialId: z.string().nullable(),
});
export type Access = z.infer<typeof accessSchema>;

/** How an environment is reached of which nothing was said. */
export function plainAccess(env: string): Access {
  return { env, pin: null, proxy: { mode: 'system' }, contact: null, credentialId: null };
}

/** The certificate that a server showed, and how TLS judged it. */
export const serverCertificateSchema = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
  /** SHA-256 of the certificate, hex. */
  sha256: z.string(),
  /** SHA-256 of its SubjectPublicKeyInfo, base64url: what a pin is. */
  pin: z.string(),
  isTrusted: z.boolean(),
  /** Why TLS refuses it, `null` if it does not. */
  problem: z.string().nullable(),
});
export type ServerCertificate = z.infer<typeof serverCertificateSchema>;

/** A certificate of an extra authority, as it says of itself. */
export const authorityCertificateSchema = serverCertificateSchema.omit({ pin: true, isTrusted: true, problem: true });
export type AuthorityCertificate = z.infer<typeof authorityCertificateSchema>;
