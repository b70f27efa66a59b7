import { createContext } from 'react'

/** Whether what the screen shows was simulated: what leaves the screen has to say so as well. */
export const PracticeContext = createContext(false)
