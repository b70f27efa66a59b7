import type { ReactNode } from 'react'
import { useProblemAt } from '../../ui/problems.ts'
import styles from './trial-design.module.css'

/** A part of the form with its name beside it. */
export function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles['block']}>
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  )
}

/** A problem that belongs to a whole block and not to one field. */
export function BlockProblem({ path }: { path: string }) {
  const problem = useProblemAt(path)
  return problem === null ? null : <p className={`small alarm ${styles['blockProblem']}`}>{problem}</p>
}
