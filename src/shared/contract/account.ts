import { z } from 'zod'
import { Account, AccountCheck, CertificateFacts, ListedModel, SshTunnel } from '../domain/account.ts'
import { Micros } from '../units/money.ts'
import { procedure } from './procedure.ts'

const secretText = z.string().max(20_000)
const byAccount = z.strictObject({ accountId: Account.shape.id })

/** What can be said of an account. An absent field stays as it is, so that a page never has to send back what it can't read. */
export const AccountChange = z.strictObject({
  /** Absent for a new account. */
  accountId: Account.shape.id.optional(),
  /** Of a new account; of one that exists it can't be changed. */
  providerId: Account.shape.providerId.optional(),
  label: Account.shape.label.optional(),
  baseUrl: Account.shape.baseUrl.optional(),
  region: Account.shape.region.optional(),
  tier: Account.shape.tier.optional(),
  concurrency: Account.shape.concurrency.optional(),
  certificateSha256: Account.shape.certificateSha256.optional(),
  tunnel: SshTunnel.nullable().optional(),
  /**
   * Credential fields by name, and `sshPassword` or `sshKeyPassphrase` for a tunnel. An absent one is kept, an empty one is
   * removed. Secret ones go to the vault; no answer holds them.
   */
  fields: z.record(z.string(), secretText).default({}),
})
export type AccountChange = z.infer<typeof AccountChange>
export type AccountChangeInput = z.input<typeof AccountChange>

/** Whose certificate is looked at, and by which way: that of an account, with what is being changed in it. */
export const CertificateQuestion = z.strictObject({
  url: z.url({ protocol: /^https$/ }),
  /** Absent for an account that is not kept yet. */
  accountId: Account.shape.id.optional(),
  /** As in `AccountChange`: absent is the account's own, null is none. */
  tunnel: SshTunnel.nullable().optional(),
  /** Of `AccountChange` those that open a tunnel; an absent one is the account's own, if it is for the same server. */
  fields: z.strictObject({ sshPassword: secretText, sshKeyPassphrase: secretText }).partial().default({}),
})
export type CertificateQuestion = z.infer<typeof CertificateQuestion>
export type CertificateQuestionInput = z.input<typeof CertificateQuestion>

/** Credentials and hosts, entered once. No answer of any of these holds a secret. */
export const account = {
  list: procedure.output(z.array(Account)),
  save: procedure.input(AccountChange).output(Account),
  /** Forgets the account and its secrets. Trials that used it are kept. */
  remove: procedure.input(byAccount).output(z.strictObject({ removed: z.literal(true) })),
  /** The cheapest call that needs the credentials; what it found is kept with the account. */
  check: procedure.input(byAccount).output(AccountCheck),
  /** null where the provider does not say: unknown, not zero. */
  balance: procedure.input(byAccount).output(z.strictObject({ balanceMicros: Micros.nullable() })),
  /** One page of the provider's own list. */
  models: procedure
    .input(z.strictObject({ accountId: Account.shape.id, cursor: z.string().nullable() }))
    .output(z.strictObject({ models: z.array(ListedModel), next: z.string().nullable() })),
  /** The certificate that an address shows, to be looked at before it is pinned. Sends the server nothing but the greeting. */
  inspectCertificate: procedure.input(CertificateQuestion).output(CertificateFacts),
}
