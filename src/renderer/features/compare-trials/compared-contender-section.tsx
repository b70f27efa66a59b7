import { COMPARED, differenceTexts, MATCHED_BY } from '#shared/comparison/compared-words.ts'
import type { Estimate } from '#shared/domain/estimate.ts'
import type { ComparedContender, ComparedFigure, ComparedName } from '#shared/domain/trial-comparison.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { EstimateFigure, Figure } from '../../ui/figure.tsx'
import styles from './compare-trials.module.css'

/** All figures of one contender in both trials. Its marker is that of the second. */
export function ComparedContenderSection({ contender }: { contender: ComparedContender }) {
  const { first, second, providerName, modelName, matchedBy, figures } = contender
  const heading = `compared-${second.id}`
  return (
    <section aria-labelledby={heading}>
      <div className={styles['heading']}>
        <h2 id={heading}>
          <ContenderName position={second.position} name={second.name} runs={modelName} />
        </h2>
        <span className="small two">
          {providerName} · {MATCHED_BY[matchedBy]}
          {first.name !== second.name && ` · called ${first.name} in the first`}
        </span>
      </div>
      <table className={styles['figures']}>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">First</th>
            <th scope="col">Second</th>
            <th scope="col">Difference</th>
            <th scope="col">95&nbsp;% interval</th>
            <th scope="col">
              <span className="unseen">What it says</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <FigureRow key={figure.name} figure={figure} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function FigureRow({ figure }: { figure: ComparedFigure }) {
  const { name, first, second, difference, verdict } = figure
  const { title } = COMPARED[name]
  const written = differenceTexts(figure)
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>
        <ComparedEstimate estimate={first} name={name} />
      </td>
      <td>
        <ComparedEstimate estimate={second} name={name} />
      </td>
      <td>{written === null ? '' : <Figure value={written.value} />}</td>
      <td>{written !== null && <span className="small two">{written.interval}</span>}</td>
      <td className={verdict === 'higher' || verdict === 'lower' ? undefined : 'two'}>
        {difference.state === 'known' ? verdictText(figure) : 'can’t be told'}
      </td>
    </tr>
  )
}

/** Why a figure is not known differs from one to the other: nobody reports a penalty that was not measured. */
function ComparedEstimate({ estimate, name }: { estimate: Estimate; name: ComparedName }) {
  const { quantity, unknown } = COMPARED[name]
  if (estimate.state === 'unknown') return <span className="two">{unknown}</span>
  return <EstimateFigure estimate={estimate} quantity={quantity} />
}

function verdictText({ name, verdict }: ComparedFigure): string {
  if (verdict === 'same') return 'the same'
  return verdict === 'cannot-tell' ? 'can’t be told apart' : COMPARED[name][verdict]
}
