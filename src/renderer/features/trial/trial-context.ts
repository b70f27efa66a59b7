import { createContext, useContext } from 'react'
import type { Trial } from '#shared/domain/trial.ts'
import type { Following } from '../../client/use-followed-trial.ts'

export interface OpenTrial {
  trial: Trial
  following: Following
}

export const OpenTrialContext = createContext<OpenTrial | null>(null)

/** The trial whose screens are shown. Only inside the trial's layout. */
export function useOpenTrial(): OpenTrial {
  const open = useContext(OpenTrialContext)
  if (open === null) throw new Error('useOpenTrial was called outside a trial.')
  return open
}
