import { unbroken } from '#shared/units/unbroken.ts'
import styles from './charts-screen.module.css'

interface FindingsProps {
  /** Sentences composed from the numbers: the first could be said in a meeting, the others stand behind it. */
  said: readonly string[]
  limits: readonly string[]
  running: boolean
  /** Where nothing is said: why. */
  nothing: string
}

export function Findings({ said, limits, running, nothing }: FindingsProps) {
  return (
    <div className={styles['findings']}>
      <div>
        {running && <p className="small two">So far; the trial still runs.</p>}
        {said.length === 0 && <p className="two">{nothing}</p>}
        <ul>
          {said.map((text, index) => (
            <li key={text} className={index === 0 ? styles['first'] : 'two'}>
              {unbroken(text)}
            </li>
          ))}
        </ul>
      </div>
      {limits.length > 0 && (
        <div>
          <h2>What limits this</h2>
          <ul className="small two">
            {limits.map((text) => (
              <li key={text}>{unbroken(text)}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
