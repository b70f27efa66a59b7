import type { SpendGroup, SpendGrouping } from '#shared/domain/spend.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { convertedText } from '#shared/units/format-money.ts'
import { formatTrialCost } from '#shared/units/format-usd.ts'
import { Button } from '../../ui/button.tsx'
import { formatSpent } from '../../ui/format-estimate.ts'
import { BASIS_WORDS } from './basis-words.ts'
import styles from './spend.module.css'

interface GroupTableProps {
  groups: readonly SpendGroup[]
  by: SpendGrouping
  /** The name of the group whose lines are shown; null for all. */
  chosen: string | null
  onChoose: (group: SpendGroup) => void
}

/** Sums with how their amounts are known. */
export function GroupTable({ groups, by, chosen, onChoose }: GroupTableProps) {
  const converted = groups.some((group) => group.converted !== null)
  return (
    <table className={`compact ${styles['groups']}`}>
      <thead>
        <tr>
          <th scope="col">{`${by.slice(0, 1).toUpperCase()}${by.slice(1)}`}</th>
          <th scope="col" className="right">
            Charged
          </th>
          {converted && <th scope="col">Converted</th>}
          <th scope="col" className="right">
            Practice
          </th>
          <th scope="col">Known by</th>
          <th scope="col" className="right">
            Lines
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.key ?? 'none'} data-chosen={group.name === chosen || undefined}>
            <th scope="row">{group.name}</th>
            <td className="right">
              {isPractice(group) ? (
                <span className="three">nothing</span>
              ) : (
                <b>{formatSpent(group.chargedMicros, group.unknownCount)}</b>
              )}
              {group.unknownCount > 0 && (
                <div className="micro two">{countText(group.unknownCount, 'charge')} not reported</div>
              )}
            </td>
            {converted && (
              <td className="two">
                {group.converted === null || isPractice(group) ? '' : convertedText(group.converted)}
              </td>
            )}
            <td className="right two">{group.practiceMicros === 0 ? '' : formatTrialCost(group.practiceMicros)}</td>
            <td className="two">{group.bases.map(({ basis }) => BASIS_WORDS[basis]).join(', ')}</td>
            <td className="right">
              <Button
                look="quiet"
                small
                aria-label={`Show ${countText(group.lineCount, 'line')} of ${group.name}`}
                onClick={() => onChoose(group)}
              >
                {figureText(group.lineCount)}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Of practice alone: nothing could be charged. */
function isPractice({ chargedMicros, unknownCount, practiceMicros }: SpendGroup): boolean {
  return chargedMicros === 0 && unknownCount === 0 && practiceMicros !== 0
}
