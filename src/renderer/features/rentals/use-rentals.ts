import { useQuery } from '@tanstack/react-query'
import { workbench } from '../../client/client.ts'
import { isSettled } from './rental-words.ts'

const WHILE_ONE_IS_OPEN_MS = 3000
/** Another page, or the command line, may launch one. */
const OTHERWISE_MS = 30_000

/** Every rental with its meter as it stands now. One poll serves the whole page. */
export function useRentals() {
  return useQuery(
    workbench.rental.list.queryOptions({
      refetchInterval: ({ state }) =>
        state.data?.some((rental) => !isSettled(rental)) === true ? WHILE_ONE_IS_OPEN_MS : OTHERWISE_MS,
    }),
  )
}
