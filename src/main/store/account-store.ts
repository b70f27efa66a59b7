import type { Database } from 'better-sqlite3'
import { Account } from '#shared/domain/account.ts'

type JsonColumn = 'tunnel' | 'fieldsSet' | 'plainFields' | 'lastCheck'

/** The columns of `accounts` under the names of the domain. */
type AccountRecord = Omit<Account, JsonColumn> & {
  tunnel: string | null
  fieldsSet: string
  plainFields: string
  lastCheck: string | null
}

const COLUMNS = `id, provider_id AS providerId, label, base_url AS baseUrl, region, tier, concurrency,
  certificate_sha256 AS certificateSha256, tunnel, fields_set AS fieldsSet, plain_fields AS plainFields,
  created_at AS createdAt, last_check AS lastCheck`

export type AccountStore = ReturnType<typeof createAccountStore>

/** Owner of `accounts`. No secret ever comes here. */
export function createAccountStore(database: Database) {
  const upsert = database.prepare<AccountRecord>(`
    INSERT INTO accounts (id, provider_id, label, base_url, region, tier, concurrency, certificate_sha256, tunnel, fields_set,
      plain_fields, created_at, last_check)
    VALUES (@id, @providerId, @label, @baseUrl, @region, @tier, @concurrency, @certificateSha256, @tunnel, @fieldsSet,
      @plainFields, @createdAt, @lastCheck)
    ON CONFLICT (id) DO UPDATE SET label = excluded.label, base_url = excluded.base_url, region = excluded.region,
      tier = excluded.tier, concurrency = excluded.concurrency, certificate_sha256 = excluded.certificate_sha256,
      tunnel = excluded.tunnel, fields_set = excluded.fields_set, plain_fields = excluded.plain_fields,
      last_check = excluded.last_check`)
  const select = database.prepare<[string], AccountRecord>(`SELECT ${COLUMNS} FROM accounts WHERE id = ?`)
  // Ids count up with time.
  const selectAll = database.prepare<[], AccountRecord>(`SELECT ${COLUMNS} FROM accounts ORDER BY id`)
  const remove = database.prepare<[string]>('DELETE FROM accounts WHERE id = ?')
  return {
    /** A new account, or all of an account that exists: provider and time of creation stay as they were. */
    put(account: Account): void {
      upsert.run({
        ...account,
        tunnel: toJson(account.tunnel),
        fieldsSet: JSON.stringify(account.fieldsSet),
        plainFields: JSON.stringify(account.plainFields),
        lastCheck: toJson(account.lastCheck),
      })
    },
    get(id: string): Account | null {
      const record = select.get(id)
      return record === undefined ? null : toAccount(record)
    },
    /** In the order in which they were made. */
    list(): Account[] {
      return selectAll.all().map(toAccount)
    },
    /** @returns whether there was one */
    remove(id: string): boolean {
      return remove.run(id).changes === 1
    },
  }
}

function toJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value)
}

function toAccount({ tunnel, fieldsSet, plainFields, lastCheck, ...record }: AccountRecord): Account {
  return Account.parse({
    ...record,
    tunnel: tunnel === null ? null : JSON.parse(tunnel),
    fieldsSet: JSON.parse(fieldsSet),
    plainFields: JSON.parse(plainFields),
    lastCheck: lastCheck === null ? null : JSON.parse(lastCheck),
  })
}
