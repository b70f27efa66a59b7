import { useQueryClient } from '@tanstack/react-query'
import { workbench } from '../../client/client.ts'

/** Asks anew for everything that a change of an account may have changed. */
export function useRefreshAccounts(): () => Promise<void> {
  const cache = useQueryClient()
  return async () => {
    await Promise.all(
      [workbench.account.list.key(), workbench.account.models.key(), workbench.vault.status.key()].map((queryKey) =>
        cache.invalidateQueries({ queryKey }),
      ),
    )
  }
}
