import type { PromptFilePreview } from '#shared/contract/prompt-set.ts'
import type { ColumnUse, ColumnUses } from '#shared/domain/prompt-file.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import desk from '../../ui/desk.module.css'
import { Note } from '../../ui/states.tsx'
import styles from './prompt-sets.module.css'

interface ImportPreviewProps {
  read: PromptFilePreview
  uses: ColumnUses
  busy: boolean
  onUses: (uses: ColumnUses) => void
}

const USES: Record<ColumnUse, string> = {
  text: 'Prompt',
  negativePrompt: 'Negative prompt',
  name: 'Name',
  tags: 'Tags',
  picture: 'Input picture',
  variable: 'Variable',
  none: 'Left out',
}
/** Of these a file has one column at most. */
const ONCE: readonly ColumnUse[] = ['text', 'negativePrompt', 'name', 'picture']

/** The first rows, what each column becomes, and every line that can't be read. */
export function ImportPreview({ read, uses, busy, onUses }: ImportPreviewProps) {
  const useOf = (column: string): ColumnUse => uses.find((one) => one.column === column)?.use ?? 'none'
  function choose(column: string, use: ColumnUse) {
    onUses(
      read.columns.map((one) => {
        if (one.column === column) return { column, use }
        const before = useOf(one.column)
        return { column: one.column, use: before === use && ONCE.includes(use) ? 'none' : before }
      }),
    )
  }
  return (
    <div aria-busy={busy}>
      {read.problemCount > 0 && (
        <div className={desk['top']}>
          <Note look="bad">
            <b>
              {countText(read.problemCount, 'row')} can’t be read, so nothing can be imported. Mend the file, or read it
              in another way.
            </b>
            <ul className={styles['problems']}>
              {read.problems.map(({ path, message }) => (
                <li key={`${path} ${message}`}>
                  <span className="mono">{path}</span> {message}
                </li>
              ))}
              {read.problemCount > read.problems.length && (
                <li>and {countText(read.problemCount - read.problems.length, 'more row')}</li>
              )}
            </ul>
          </Note>
        </div>
      )}
      <p className={`small two ${styles['count']}`}>
        {countText(read.rowCount, 'row')}
        {read.rowCount > read.rows.length && `, the first ${figureText(read.rows.length)} of them`}
      </p>
      <div className={styles['preview']}>
        <table className="compact" aria-label="The first rows">
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">Place</span>
              </th>
              {read.columns.map(({ column }) => (
                <th key={column} scope="col">
                  <span className={styles['column']}>{column}</span>
                  <select
                    aria-label={`${column} becomes`}
                    value={useOf(column)}
                    onChange={(event) => choose(column, event.target.value as ColumnUse)}
                  >
                    {Object.entries(USES).map(([value, label]) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </select>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {read.rows.map(({ place, cells }) => (
              <tr key={place}>
                <td className="three">{place}</td>
                {read.columns.map(({ column }, index) => (
                  <td key={column} className={useOf(column) === 'none' ? 'three' : undefined}>
                    {cells[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
