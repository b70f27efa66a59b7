import { useQueries, useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { SpendFilter, SpendLine } from '#shared/domain/spend.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { workbench } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import { formatImageCost } from '../../ui/format-estimate.ts'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { BASIS_WORDS } from './basis-words.ts'
import { ExportButtons } from './export-buttons.tsx'
import styles from './ledger-lines.module.css'
import spend from './spend.module.css'

interface LedgerLinesProps {
  filter: SpendFilter
  /** Of the group that is shown; null for all of the month. */
  name: string | null
  onAll: () => void
  fileName: string
}

const PAGE = 200
const ROW_PX = 26
const COLUMNS = ['When', 'Trial', 'Contender', 'Account', 'Amount', 'Known by', 'How']

/** The lines of the ledger, the newest first. Only those in sight are drawn, and only their pages are asked for. */
export function LedgerLines({ filter, name, onAll, fileName }: LedgerLinesProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const first = useQuery(workbench.spend.lines.queryOptions({ input: { filter, limit: PAGE, offset: 0 } }))
  const total = first.data?.total ?? 0
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  })
  const items = rows.getVirtualItems()
  const wanted = [...new Set(items.map(({ index }) => Math.floor(index / PAGE)))].filter((page) => page > 0)
  const pages = useQueries({
    queries: wanted.map((page) =>
      workbench.spend.lines.queryOptions({ input: { filter, limit: PAGE, offset: page * PAGE } }),
    ),
  })
  const failed = first.error ?? pages.find(({ error }) => error !== null)?.error ?? null
  const lineAt = (index: number): SpendLine | undefined => {
    const page = Math.floor(index / PAGE)
    const lines = page === 0 ? first.data?.lines : pages[wanted.indexOf(page)]?.data?.lines
    return lines?.[index % PAGE]
  }

  return (
    <section aria-labelledby="lines">
      <div className={spend['heading']}>
        <h2 id="lines">{name === null ? 'All lines' : `Lines of ${name}`}</h2>
        <span className="small three">{countText(total, 'line')}</span>
        {name !== null && (
          <Button look="quiet" small onClick={onAll}>
            Show all
          </Button>
        )}
        <span className={spend['push']} />
        <ExportButtons name={fileName} input={{ filter, by: null, currency: null }} json={null} />
      </div>
      {failed !== null && (
        <ErrorState title="The lines can’t be read" error={failed} onRetry={() => void first.refetch()} />
      )}
      {first.isPending && <LoadingShape label="Loading the lines" lines={6} />}
      <div ref={scroller} className={styles['scroller']} style={{ height: Math.min(520, 30 + total * ROW_PX) }}>
        {/* Scrolled by keys, so it has a place in the order of tabs. */}
        <table
          role="grid"
          aria-label="Lines of the ledger"
          tabIndex={0}
          aria-rowcount={total + 1}
          className={styles['lines']}
          style={{ height: rows.getTotalSize() + 30 }}
        >
          <thead>
            <tr aria-rowindex={1}>
              {COLUMNS.map((column) => (
                <th scope="col" key={column}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => {
              const line = lineAt(item.index)
              return (
                <tr
                  key={item.index}
                  aria-rowindex={item.index + 2}
                  style={{ transform: `translateY(${item.start}px)`, height: ROW_PX }}
                >
                  {line === undefined ? (
                    <td className="three">line {figureText(item.index + 1)}…</td>
                  ) : (
                    <LineCells line={line} />
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function LineCells({ line }: { line: SpendLine }) {
  const what = { sample: line.contenderName ?? '', judge: 'judge model', rental: 'rented machine', invoice: 'invoice' }[
    line.kind
  ]
  const step = line.step > 0 ? `, step ${line.step + 1}` : ''
  return (
    <>
      <td title={`${line.kind} ${line.id}`}>{(line.at ?? line.day).slice(0, 19).replace('T', ' ')}</td>
      <td title={line.trialName ?? undefined}>{line.trialName ?? <span className="three">none</span>}</td>
      <td title={line.modelId ?? undefined}>
        {what}
        {step}
      </td>
      <td className="two" title={line.account}>
        {line.providerId}
        {line.practice ? ', practice' : ''}
      </td>
      <td>
        {line.amountMicros === null ? (
          <span className="two">not reported</span>
        ) : (
          <b>{formatImageCost(line.amountMicros)}</b>
        )}
      </td>
      <td className="two">{line.covered ? 'invoice’s total' : BASIS_WORDS[line.basis]}</td>
      <td className="two" title={line.priceId ?? undefined}>
        {line.evidence}
        {line.before !== null && `; before: ${beforeText(line.before)}`}
      </td>
    </>
  )
}

function beforeText({ amountMicros, basis }: NonNullable<SpendLine['before']>): string {
  return `${amountMicros === null ? 'not reported' : formatUsd(amountMicros, 6)} (${BASIS_WORDS[basis]})`
}
