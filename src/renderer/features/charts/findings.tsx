import type { Finding } from '#shared/domain/analysis.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import styles from './charts-screen.module.css'

/** Sentences composed from the numbers: the first could be said in a meeting, the others stand behind it. */
export function Findings({ findings, running }: { findings: readonly Finding[]; running: boolean }) {
  const said = findings.filter((finding) => finding.kind !== 'limits')
  const limits = findings.filter((finding) => finding.kind === 'limits')
  if (findings.length === 0) return <p className="two">Nothing can be said yet.</p>
  return (
    <div className={styles['findings']}>
      <div>
        {running && <p className="small two">So far; the trial still runs.</p>}
        <ul>
          {said.map((finding, index) => (
            <li key={finding.text} className={index === 0 ? styles['first'] : 'two'}>
              {unbroken(finding.text)}
            </li>
          ))}
        </ul>
      </div>
      {limits.length > 0 && (
        <div>
          <h2>What limits this</h2>
          <ul className="small two">
            {limits.map((finding) => (
              <li key={finding.text}>{unbroken(finding.text)}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
