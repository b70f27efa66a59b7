import { TextField } from '../../ui/field.tsx'
import { Block } from './block.tsx'
import type { Draft } from './draft.ts'
import type { DraftDesign } from './draft-design.ts'
import styles from './trial-design.module.css'

interface OrderBlockProps {
  draft: Draft
  change: (changes: Partial<Draft>) => void
  changeDesign: (changes: Partial<DraftDesign>) => void
}

/** The seed of the order, and the blocks that the repeats are spread over. */
export function OrderBlock({ draft, change, changeDesign }: OrderBlockProps) {
  const { inBlocks, blockCount, blockEveryMinutes } = draft.design
  return (
    <Block title="Order">
      <div className={styles['line']}>
        <TextField
          label="Seed"
          path="seed"
          value={draft.seed}
          width="130px"
          numeric
          onChange={(seed) => change({ seed })}
        />
        <label className={styles['inline']}>
          <input type="checkbox" checked={inBlocks} onChange={() => changeDesign({ inBlocks: !inBlocks })} />
          Spread the repeats over times of day
        </label>
        {inBlocks && (
          <>
            <TextField
              label="Blocks"
              path="blocks.count"
              value={blockCount}
              width="150px"
              numeric
              onChange={(count) => changeDesign({ blockCount: count })}
            />
            <TextField
              label="One every"
              path="blocks.everyMinutes"
              value={blockEveryMinutes}
              width="130px"
              numeric
              unit="min"
              onChange={(everyMinutes) => changeDesign({ blockEveryMinutes: everyMinutes })}
            />
          </>
        )}
      </div>
      <p className={`small two ${styles['below']}`}>
        Contenders take turns at random within each repeat, so that the time of day hits all alike.
      </p>
    </Block>
  )
}
