import type { Account } from '#shared/domain/account.ts'
import { AssayError } from '#shared/errors.ts'
import type { Workbench } from '#main/workbench/workbench.ts'

/**
 * The account that is meant: by its id, the beginning of it, or its label.
 * @throws AssayError NOT_FOUND, BAD_USAGE where it may be one of several
 */
export async function findAccount({ client }: Workbench, wanted: string): Promise<Account> {
  const accounts = await client.account.list()
  const exact = accounts.filter(({ id, label }) => id === wanted || label === wanted)
  const matching = exact.length > 0 ? exact : accounts.filter(({ id }) => id.startsWith(wanted))
  const [only, second] = matching
  if (only === undefined) {
    throw new AssayError('NOT_FOUND', `There is no account "${wanted}". "assay accounts list" shows those there are.`)
  }
  if (second === undefined) return only
  throw new AssayError(
    'BAD_USAGE',
    `"${wanted}" may be one of ${matching.length} accounts: ${matching.map(({ id }) => id).join(', ')}.`,
  )
}
