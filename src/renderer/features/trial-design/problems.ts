import { createContext, useContext } from 'react'
import type { Problem } from '#shared/errors.ts'

/** What is wrong with the plan as it stands, wherever it was found. */
export const ProblemsContext = createContext<readonly Problem[]>([])

/** The problem of one field, found by its place in the plan; null where there is none. */
export function useProblemAt(path: string): string | null {
  return useContext(ProblemsContext).find((problem) => problem.path === path)?.message ?? null
}
