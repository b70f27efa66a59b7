import Table from 'cli-table3'
import { terminalLine } from '#shared/units/harmless-text.ts'

/** A table of texts without lines, so that it can be searched and cut like any other output. */
export function plainTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  colAligns: ('left' | 'right')[] = head.map(() => 'left'),
): string {
  const table = new Table({
    head: [...head],
    chars: NO_BORDERS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    colAligns,
  })
  table.push(...rows.map((row) => row.map(terminalLine)))
  return table.toString()
}

const NO_BORDERS = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((name) => [name, '']),
)
