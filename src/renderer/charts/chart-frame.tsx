import { useContext, useId, useRef, useState, type ReactNode } from 'react'
import { figureText } from '#shared/units/count-text.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { Button } from '../ui/button.tsx'
import { ContenderName } from '../ui/contender-name.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { PracticeContext } from '../ui/practice-context.ts'
import { saveFile } from '../ui/save-file.ts'
import { Note } from '../ui/states.tsx'
import styles from './chart-frame.module.css'
import { chartSvg, pngOf } from './chart-picture.ts'
import { chartCsv, chartFileName, headOf, writeCell, type ChartRow, type ChartTable } from './chart-rows.ts'
import { useShowRows } from './show-rows.ts'

/** More lines of a table are read in the file. */
const MOST_SHOWN = 400
const PRACTICE = ' · practice data: simulated providers, nothing was charged'

interface ChartFrameProps<Row extends ChartRow> {
  title: string
  /** Of its heading, where a link leads there, which then takes the focus. */
  id?: string
  /** What is drawn, of which n, and by which method: sentences that stand above the chart and in its picture. */
  caption: { what: string; count: string; method: string }
  /** The numbers of the chart, and nothing else. */
  table: ChartTable<Row>
  /** What the numbers are of: the name of a trial, of a model. It begins the names of files, and stands in the picture. */
  source: string
  /** Columns of the page it takes, as far as there are so many. */
  span?: 1 | 2 | 3
  /** Between title and caption: what chooses the part that is drawn, or the figure that the chart adds up to. */
  above?: ReactNode
  /** Said in the place of the chart where there is nothing to draw; null where there is. */
  nothing?: string | null
  /** What stands under chart and rows alike, and is no part of the picture. */
  under?: ReactNode
  /** Whether other numbers are being worked out. */
  busy?: boolean
  /** The chart: it is drawn from the same rows. */
  children: ReactNode
}

/** What every chart has: a title, a caption with n and method, its rows as a table, and files of its numbers and of its picture. */
export function ChartFrame<Row extends ChartRow>(props: ChartFrameProps<Row>) {
  const { title, caption, table, source, span = 1, above, nothing = null, under, busy = false, children } = props
  const ownId = useId()
  const id = props.id ?? ownId
  const practice = useContext(PracticeContext)
  const chart = useRef<HTMLDivElement>(null)
  const [rows, setRows] = useShowRows()
  const [failed, setFailed] = useState(false)
  const words = [caption.what, caption.count, caption.method].filter((text) => text !== '').join(' ')

  function save(ending: 'csv' | 'svg' | 'png') {
    const name = chartFileName(source, title, ending)
    if (ending === 'csv') saveFile(name, chartCsv(table), 'text/csv')
    if (ending === 'csv' || chart.current === null) return
    const svg = chartSvg(chart.current, { title, caption: words, source: `${source}${practice ? PRACTICE : ''}` })
    if (ending === 'svg') saveFile(name, svg, 'image/svg+xml')
    else {
      setFailed(false)
      void pngOf(svg)
        .then((png) => saveFile(name, png, 'image/png'))
        .catch(() => setFailed(true))
    }
  }

  return (
    <section
      className={`${styles['frame']} ${styles[`span${span}`]}`}
      aria-labelledby={id}
      aria-busy={busy ? true : undefined}
    >
      <div className={styles['head']}>
        <h2 id={id} tabIndex={props.id === undefined ? undefined : -1}>
          {title}
        </h2>
        {table.rows.length > 0 && (
          <div className={styles['tools']}>
            <Button look="quiet" small aria-pressed={rows} onClick={() => setRows(!rows)}>
              {rows ? 'Chart' : 'Show rows'}
              <span className="unseen">, {title}</span>
            </Button>
            <Menu
              look="quiet"
              small
              label={
                <>
                  Save<span className="unseen"> {title}</span>
                </>
              }
            >
              <MenuItem hint="the rows" onSelect={() => save('csv')}>
                CSV
              </MenuItem>
              {!rows && nothing === null && (
                <>
                  <MenuItem hint="the chart, sharp at any size" onSelect={() => save('svg')}>
                    SVG
                  </MenuItem>
                  <MenuItem hint="the chart, in pixels" onSelect={() => save('png')}>
                    PNG
                  </MenuItem>
                </>
              )}
            </Menu>
          </div>
        )}
      </div>
      {above}
      <p className={styles['caption']}>{unbroken(words).replaceAll(/\bn (?=\d)/g, 'n\u00a0')}</p>
      {failed && <Note look="bad">The PNG could not be drawn. Save the SVG instead: it holds the same chart.</Note>}
      {rows && table.rows.length > 0 ? (
        <Rows table={table} title={title} />
      ) : nothing === null ? (
        <div ref={chart}>{children}</div>
      ) : (
        <p className="two">{nothing}</p>
      )}
      {under}
    </section>
  )
}

function Rows<Row extends ChartRow>({ table, title }: { table: ChartTable<Row>; title: string }) {
  const { rows, columns } = table
  return (
    // What scrolls can be reached by keyboard: nothing in it can.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <fieldset className={styles['rows']} tabIndex={0} aria-label={`Rows of ${title}`}>
      <table className="compact">
        <thead>
          <tr>
            <th scope="col">{headOf(table).head}</th>
            {columns.map((column) => (
              <th scope="col" key={column.name} className="right">
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_SHOWN).map((row, index) => (
            // Rows have no name of their own, and never change places.
            <tr key={index}>
              <th scope="row">
                {'contender' in row ? (
                  <ContenderName position={row.contender.position} name={row.contender.name} />
                ) : (
                  row.subject
                )}
              </th>
              {columns.map((column) => (
                <td key={column.name} className={column.read(row) === null ? 'right two' : 'right'}>
                  {writeCell(column, row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_SHOWN && (
        <p className="small two">
          The first {figureText(MOST_SHOWN)} of {figureText(rows.length)} rows; the CSV file has them all.
        </p>
      )}
    </fieldset>
  )
}
