import { createContext, useContext } from 'react'
import type { Problem } from '#shared/errors.ts'

/** What is wrong with what is being filled in as it stands, wherever it was found. */
export const ProblemsContext = createContext<readonly Problem[]>([])

/** The problem of one field, found by its place in what is sent; null where there is none. */
export function useProblemAt(path: string | undefined): string | null {
  return useContext(ProblemsContext).find((problem) => problem.path === path)?.message ?? null
}
