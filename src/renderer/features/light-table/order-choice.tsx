import { SOFT_CHECKS, SoftCheckName } from '#shared/domain/soft-check.ts'
import styles from './light-table.module.css'

interface OrderChoiceProps {
  order: SoftCheckName | null
  onOrder: (order: SoftCheckName | null) => void
}

/** In which order the pictures of a row lie: as planned, or by what was measured in them. */
export function OrderChoice({ order, onOrder }: OrderChoiceProps) {
  return (
    <label className={styles['side']}>
      <span className="three">Order in a row</span>
      <select
        aria-label="Order in a row"
        value={order ?? ''}
        onChange={(event) => onOrder(SoftCheckName.options.find((check) => check === event.target.value) ?? null)}
      >
        <option value="">as planned</option>
        {SoftCheckName.options.map((check) => (
          <option key={check} value={check}>
            {SOFT_CHECKS[check].title.toLowerCase()}
          </option>
        ))}
      </select>
    </label>
  )
}
