import { createContext, useContext, useState } from 'react'
import { useKeys } from '../ui/keys.ts'

/** Whether charts show their rows; `turn` grows whenever all of them are turned. */
export interface ShowRows {
  rows: boolean
  turn: number
}

export const ShowRowsContext = createContext<ShowRows>({ rows: false, turn: 0 })

/** For a page of charts: what all of them show, which its button and the key S turn. */
export function useAllRows(): [shown: ShowRows, turn: () => void] {
  const [shown, setShown] = useState<ShowRows>({ rows: false, turn: 0 })
  const turn = () => setShown({ rows: !shown.rows, turn: shown.turn + 1 })
  useKeys((event) => {
    if (event.key.toLowerCase() !== 's' || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    turn()
  })
  return [shown, turn]
}

/** For one chart: what the page shows, until this one is turned by itself. */
export function useShowRows(): [rows: boolean, setRows: (rows: boolean) => void] {
  const all = useContext(ShowRowsContext)
  const [own, setOwn] = useState<ShowRows | null>(null)
  const rows = own?.turn === all.turn ? own.rows : all.rows
  return [rows, (next) => setOwn({ rows: next, turn: all.turn })]
}
