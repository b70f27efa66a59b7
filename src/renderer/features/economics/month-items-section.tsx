import type { MonthComparison } from '#shared/economics/compare-costs.ts'
import { COST_ITEM_NAMES } from '#shared/economics/cost-item-names.ts'
import { spanText } from '#shared/economics/money-words.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { figureText } from '#shared/units/count-text.ts'
import type { CostItemKind } from '#shared/domain/month-cost.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { Amount } from './amount.tsx'
import styles from './economics.module.css'
import { Scrolled } from './scrolled.tsx'
import type { Positions } from './prepare-cost-curves.ts'

interface MonthItemsProps {
  comparison: MonthComparison
  imagesPerMonth: number
  positions: Positions
}

/** What the month at the reader’s volume is made of. To the cent, so that anyone can add it up. */
export function MonthItemsSection({ comparison, imagesPerMonth, positions }: MonthItemsProps) {
  const kinds = (Object.keys(COST_ITEM_NAMES) as CostItemKind[]).filter((kind) =>
    comparison.contenders.some(({ own }) => own.state === 'known' && own.items.some((item) => item.kind === kind)),
  )
  return (
    <section className={styles['wide']} aria-labelledby="items">
      <h2 id="items">What {figureText(imagesPerMonth)} pictures are made of</h2>
      <p className={styles['caption']}>A month, in dollars; how each amount came about stands below.</p>
      <Scrolled label="A month by items">
        <table>
          <thead>
            <tr>
              <th scope="col">Contender</th>
              {kinds.map((kind) => (
                <th scope="col" key={kind} className="right">
                  {COST_ITEM_NAMES[kind]}
                </th>
              ))}
              <th scope="col" className="right">
                In all
              </th>
              <th scope="col">95 % interval</th>
              <th scope="col" className="right">
                A usable picture
              </th>
            </tr>
          </thead>
          <tbody>
            {comparison.contenders.map(({ basis, own, usable }) => {
              const cost = usable.find((one) => one.imagesPerMonth === imagesPerMonth)
              return (
                <tr key={basis.id}>
                  <th scope="row">
                    <ContenderName position={positions.get(basis.id) ?? 0} name={basis.name} />
                  </th>
                  {own.state === 'unknown' ? (
                    <td colSpan={kinds.length + 2} className={`two ${styles['wraps']}`}>
                      not known: {own.reason}
                    </td>
                  ) : (
                    <>
                      {kinds.map((kind) => {
                        const item = own.items.find((one) => one.kind === kind)
                        return (
                          <td key={kind} className="right">
                            {item === undefined ? <span className="three">none</span> : formatUsd(item.amountMicros, 2)}
                          </td>
                        )
                      })}
                      <td className="right">
                        <b>{formatUsd(own.total.value, 2)}</b>
                      </td>
                      <td className="two">
                        {own.total.low === own.total.high
                          ? 'none measured'
                          : spanText(own.total.low, own.total.high, (micros) => formatUsd(Math.round(micros), 2))}
                      </td>
                    </>
                  )}
                  <td className="right">
                    {cost?.state === 'known' ? (
                      <Amount amount={cost} perPicture />
                    ) : (
                      <span className="two">not known</span>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scrolled>
      <details className={styles['ways']}>
        <summary className="two">How each amount came about</summary>
        <dl className="small">
          {comparison.contenders.map(
            ({ basis, own }) =>
              own.state === 'known' && (
                <div key={basis.id}>
                  <dt>
                    <b>{basis.name}</b>
                  </dt>
                  {own.items.map((item) => (
                    <dd key={item.kind} className="two">
                      {COST_ITEM_NAMES[item.kind]}: {item.words}
                    </dd>
                  ))}
                </div>
              ),
          )}
        </dl>
      </details>
      <NotCounted comparison={comparison} />
    </section>
  )
}

function NotCounted({ comparison }: { comparison: MonthComparison }) {
  const missing = comparison.contenders.flatMap(({ basis, own }) =>
    own.state === 'known' ? own.notCounted.map((words) => ({ name: basis.name, words })) : [],
  )
  if (missing.length === 0) return null
  return (
    <div className={`small two ${styles['notCounted']}`}>
      <b>Not counted</b>
      <ul>
        {missing.map(({ name, words }) => (
          <li key={`${name} ${words}`}>
            {name}: {words}
          </li>
        ))}
      </ul>
    </div>
  )
}
