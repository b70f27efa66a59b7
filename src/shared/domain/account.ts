import { z } from 'zod'
import { Micros } from '../units/money.ts'

/**
 * What a check of an account found, by the cheapest call that needs the credentials.
 * - `valid`: they were accepted · `refused`: they were not · `forbidden`: accepted, but they may not do this
 * - `no-credit`: accepted, and the purse is empty · `slow-down`: accepted, and the account is at its limit
 * - `unreachable`: no answer came · `unclear`: an answer came that settles nothing
 */
export const CheckState = z.enum(['valid', 'refused', 'forbidden', 'no-credit', 'slow-down', 'unreachable', 'unclear'])
export type CheckState = z.infer<typeof CheckState>

export const AccountCheck = z.strictObject({
  state: CheckState,
  /** One sentence for people: what happened, to which thing, what to do. */
  message: z.string(),
  checkedAt: z.iso.datetime(),
  /** From asking to the last byte of the answer; null where none came. */
  answeredMs: z.number().nullable(),
  /** What is left to spend; null where the provider does not say. */
  balanceMicros: Micros.nullable(),
})
export type AccountCheck = z.infer<typeof AccountCheck>

/** A model as the provider's own list names it. */
export const ListedModel = z.strictObject({ id: z.string(), name: z.string() })
export type ListedModel = z.infer<typeof ListedModel>

/** How a host of the team's own is reached beyond its address. Secrets are in the vault, by these names (see `Account`). */
export const SshTunnel = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535).default(22),
  username: z.string().min(1).max(64),
  /** `agent`: the running ssh-agent · `key-file`: a private key on disk, its passphrase in the vault · `password`: in the vault. */
  authentication: z.enum(['agent', 'key-file', 'password']),
  /** Path of the private key; null unless `authentication` is `key-file`. */
  keyFile: z.string().nullable(),
  /** SHA-256 of the host key in base64 as OpenSSH prints it, pinned on first use; null until then. */
  hostKeySha256: z.string().nullable(),
})
export type SshTunnel = z.infer<typeof SshTunnel>

/**
 * One set of credentials for a provider with the address they are for. Secrets live in the vault under the account's id, never
 * here: of each the account only says whether it is set.
 */
export const Account = z.strictObject({
  id: z.string().regex(/^account-[0-9a-z]+$/),
  providerId: z.string(),
  label: z.string().min(1).max(80),
  /** Replaces the provider's own address; required where that is null. */
  baseUrl: z.url({ protocol: /^https?$/ }).nullable(),
  region: z.string().max(80).nullable(),
  tier: z.string().max(80).nullable(),
  /** The most requests in flight over all contenders that use it; null for no bound of its own. */
  concurrency: z.int().min(1).max(256).nullable(),
  /** SHA-256 of the server's certificate (DER, lower-case hex): accepted though self-signed, and no other one is. */
  certificateSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  tunnel: SshTunnel.nullable(),
  /** The secret and plain fields that are set, by name; secret values never leave the vault. */
  fieldsSet: z.array(z.string()),
  /** Plain (not secret) credential fields with their values. */
  plainFields: z.record(z.string(), z.string()),
  createdAt: z.iso.datetime(),
  lastCheck: AccountCheck.nullable(),
})
export type Account = z.infer<typeof Account>

/** What a server's certificate says of itself. */
export const CertificateFacts = z.strictObject({
  /** Of the whole certificate (DER), lower-case hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  subject: z.string(),
  issuer: z.string(),
  validFrom: z.iso.datetime(),
  validUntil: z.iso.datetime(),
  /** Whether this machine trusts it without a pin; if not, why. */
  trusted: z.boolean(),
  reason: z.string().nullable(),
})
export type CertificateFacts = z.infer<typeof CertificateFacts>

/** Secrets of a tunnel, beside the credential fields of the provider. */
export const TUNNEL_SECRETS = ['sshPassword', 'sshKeyPassphrase'] as const
