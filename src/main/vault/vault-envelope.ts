import { z } from 'zod'

const Base64 = z.base64()

/** Bytes under AES-256-GCM: a nonce of 12 bytes that is never used twice with one key, and a tag of 16. */
export const Sealed = z.strictObject({ nonce: Base64, ciphertext: Base64, tag: Base64 })
export type Sealed = z.infer<typeof Sealed>

/**
 * Cost of scrypt (RFC 7914). It needs 128 × `cost` × `blockSize` bytes of memory, and so does whoever guesses. The bounds keep a
 * file that was tampered with from taking all of this machine's memory.
 */
export const ScryptParameters = z.strictObject({
  cost: z
    .int()
    .min(2)
    .max(2 ** 20)
    .refine((cost) => Number.isInteger(Math.log2(cost)), 'expected a power of two'),
  blockSize: z.int().min(1).max(16),
  parallelisation: z.int().min(1).max(4),
})
export type ScryptParameters = z.infer<typeof ScryptParameters>

/** How the data key is kept: sealed under a key made from the passphrase, or by the system keychain. */
const Protection = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('passphrase'),
    keyDerivation: z.literal('scrypt'),
    parameters: ScryptParameters,
    salt: Base64,
    dataKey: Sealed,
  }),
  z.strictObject({ kind: z.literal('keychain'), dataKey: Base64 }),
])

/**
 * The vault's file. A random data key of 256 bits seals the secrets; only that key is kept by passphrase or keychain, so that a
 * wrong passphrase and a file that was tampered with can be told apart. Everything that decides how it is read stands in it.
 */
export const VaultEnvelope = z.strictObject({
  format: z.literal('assay-vault'),
  version: z.literal(1),
  cipher: z.literal('aes-256-gcm'),
  protection: Protection,
  idleMinutes: z.int().min(1).nullable(),
  secrets: Sealed,
})
export type VaultEnvelope = z.infer<typeof VaultEnvelope>

/** What is sealed: values by field, by the id of the account that they belong to. */
export const Secrets = z.record(z.string(), z.record(z.string(), z.string()))
export type Secrets = z.infer<typeof Secrets>
