import { useState } from 'react'
import type { ShownPlan } from '#shared/domain/plan.ts'
import type { LightTable } from './arrange-pictures.ts'
import type { ComparedPlace } from './compared-place.ts'
import type { Place } from './dimensions.ts'

/** A cell by its place in the filtered table, both from 0. */
export interface GridPlace {
  row: number
  column: number
}

/** Where someone is: at a picture, which another arrangement or filter lays elsewhere, or at a cell that holds none. */
interface Stay {
  place: GridPlace
  /** null where the cell is none of the trial's. */
  picture: Place | null
}

const FIRST: Stay = { place: { row: 0, column: 0 }, picture: null }

/**
 * The place on the table that the keyboard is at. It stays with its picture, and is kept as long as the window is: a reload, a comparison
 * or a look at another screen comes back to it.
 * @param trial by which it is kept
 */
export function usePlace(
  trial: string,
  plan: ShownPlan,
  table: LightTable,
): {
  place: GridPlace
  onPlace: (place: GridPlace) => void
  /** Goes to a picture, wherever it is laid. */
  turnTo: (picture: ComparedPlace) => void
} {
  const key = `assay.place.${trial}`
  const [stay, setStay] = useState(() => readStay(sessionStorage.getItem(key), plan))
  function keep(next: Stay) {
    sessionStorage.setItem(key, writeStay(next))
    setStay(next)
  }
  const place = placeOf(stay, table)
  return {
    place,
    onPlace: (next) => keep({ place: next, picture: table.cell(next.row, next.column) ?? null }),
    turnTo({ planCase, contender, repeat }) {
      keep({ place, picture: { planCase, contenderId: contender.id, repeat } })
    },
  }
}

/** Where its picture lies now; where that is left out, the cell nearest to where it lay. */
export function placeOf({ place, picture }: Stay, table: Pick<LightTable, 'find' | 'rows' | 'columns'>): GridPlace {
  const found = picture === null ? undefined : table.find(picture)
  return (
    found ?? {
      row: Math.min(place.row, Math.max(0, table.rows.length - 1)),
      column: Math.min(place.column, Math.max(0, table.columns.length - 1)),
    }
  )
}

export function writeStay({ place, picture }: Stay): string {
  const { row, column } = place
  const { planCase, contenderId, repeat } = picture ?? {}
  return JSON.stringify([row, column, planCase?.index ?? null, contenderId ?? null, repeat ?? null])
}

/** @returns the first cell where what was stored makes no sense in this trial */
export function readStay(stored: string | null, plan: Pick<ShownPlan, 'cases'>): Stay {
  try {
    const [row, column, caseIndex, contenderId, repeat] = JSON.parse(stored ?? '') as unknown[]
    if (!isCount(row) || !isCount(column)) return FIRST
    const planCase = isCount(caseIndex) ? plan.cases[caseIndex] : undefined
    const isPicture = planCase !== undefined && typeof contenderId === 'string' && isCount(repeat)
    return { place: { row, column }, picture: isPicture ? { planCase, contenderId, repeat } : null }
  } catch {
    return FIRST
  }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0
}
