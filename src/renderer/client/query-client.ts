import { QueryClient } from '@tanstack/react-query'
import { readFailure } from './read-failure.ts'

/**
 * Trials change only through what this page does or watches, so answers stay fresh until something says otherwise.
 * A refusal that has a code is final; only a lost connection is tried again.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && readFailure(error).code === 'OFFLINE',
    },
  },
})
