import { createContext, useContext, useState } from 'react'

/** Whether charts show their rows; `turn` grows whenever all of them are turned. */
export interface ShowRows {
  rows: boolean
  turn: number
}

export const ShowRowsContext = createContext<ShowRows>({ rows: false, turn: 0 })

/** For one chart: what the page shows, until this one is turned by itself. */
export function useShowRows(): [rows: boolean, setRows: (rows: boolean) => void] {
  const all = useContext(ShowRowsContext)
  const [own, setOwn] = useState<ShowRows | null>(null)
  const rows = own?.turn === all.turn ? own.rows : all.rows
  return [rows, (next) => setOwn({ rows: next, turn: all.turn })]
}
