import { useState } from 'react'

/** Whether someone who is here has been away: what they come back to has the keyboard again. */
export function useReturn(isAway: boolean): boolean {
  const [wasAway, setWasAway] = useState(isAway)
  if (isAway && !wasAway) setWasAway(true)
  return wasAway
}
