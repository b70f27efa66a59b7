import { useId } from 'react'
import type { Draft } from './draft.ts'
import { TextField } from '../../ui/field.tsx'
import { Block } from './block.tsx'
import styles from './trial-design.module.css'

interface BlockProps {
  draft: Draft
  change: (changes: Partial<Draft>) => void
}

export function RepeatBlock({ draft, change }: BlockProps) {
  const group = useId()
  return (
    <Block title="Repeats">
      <div className={styles['line']}>
        <TextField
          label={draft.design.axes.length === 0 ? 'Of each prompt' : 'Of each case'}
          path="repeats"
          value={draft.repeats}
          width="110px"
          numeric
          onChange={(repeats) => change({ repeats })}
        />
        <div className={styles['radios']} role="radiogroup" aria-label="Picture seeds">
          <label>
            <input
              type="radio"
              name={group}
              checked={draft.seeds === 'per-prompt'}
              onChange={() => change({ seeds: 'per-prompt' })}
            />
            one seed per prompt, same for all
          </label>
          <label>
            <input
              type="radio"
              name={group}
              checked={draft.seeds === 'per-repeat'}
              onChange={() => change({ seeds: 'per-repeat' })}
            />
            new seed each repeat
          </label>
        </div>
      </div>
    </Block>
  )
}

export function LimitBlock({ draft, change }: BlockProps) {
  return (
    <Block title="Limits">
      <div className={styles['line']}>
        <TextField
          label="Give up after"
          path="timeoutMs"
          value={draft.timeoutSeconds}
          width="120px"
          numeric
          unit="s"
          onChange={(timeoutSeconds) => change({ timeoutSeconds })}
        />
        <TextField
          label="Tries of a sample"
          path="retry.maximumAttempts"
          value={draft.maximumAttempts}
          width="120px"
          numeric
          hint="each try is kept as its own"
          onChange={(maximumAttempts) => change({ maximumAttempts })}
        />
        <TextField
          label="Budget"
          path="budgetUsd"
          value={draft.budgetUsd}
          width="150px"
          numeric
          unit="$"
          placeholder="none"
          hint="no sample is sent beyond it"
          onChange={(budgetUsd) => change({ budgetUsd })}
        />
      </div>
    </Block>
  )
}
