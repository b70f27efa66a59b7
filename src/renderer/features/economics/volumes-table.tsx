import type { MonthsByVolume } from '#shared/economics/compare-costs.ts'
import { machinesText } from '#shared/economics/money-words.ts'
import { figureText } from '#shared/units/count-text.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { Amount } from './amount.tsx'
import styles from './economics.module.css'
import type { Positions } from './prepare-cost-curves.ts'
import { Scrolled } from './scrolled.tsx'

interface VolumesTableProps {
  months: MonthsByVolume
  imagesPerMonth: number
  positions: Positions
}

/** Months and usable pictures at the volumes that every comparison has, and at the reader’s own. */
export function VolumesTable({ months, imagesPerMonth, positions }: VolumesTableProps) {
  return (
    <Scrolled label="Months by volume">
      <table className={styles['volumes']}>
        <thead>
          <tr>
            <th scope="col">Contender</th>
            {months.volumes.map((volume) => (
              <th scope="col" key={volume} className="right">
                {figureText(volume)}
                {volume === imagesPerMonth && ', yours'}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.contenders.map(({ basis, months: each, usable }) => (
            <tr key={basis.id}>
              <th scope="row">
                <ContenderName position={positions.get(basis.id) ?? 0} name={basis.name} />
              </th>
              {each.map((month, place) => {
                const cost = usable[place]
                return (
                  <td key={month.imagesPerMonth} className="right">
                    {month.state === 'known' ? (
                      <Amount amount={month.total} />
                    ) : (
                      <span className="two" title={month.reason}>
                        not known
                      </span>
                    )}
                    {month.state === 'known' && month.use !== null && (
                      <div className="micro two">{machinesText(month.use)}</div>
                    )}
                    <div className="micro two">
                      {cost?.state === 'known' ? <Amount amount={cost} perPicture /> : 'not known'}
                    </div>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
