import { TextField } from '../../ui/field.tsx'
import { Block, BlockProblem } from './block.tsx'
import type { DraftDesign } from './draft-design.ts'
import { isOpen } from './read-design.ts'
import styles from './trial-design.module.css'

interface StopBlockProps {
  design: DraftDesign
  change: (changes: Partial<DraftDesign>) => void
}

/** When a contender's samples stop before the last one. */
export function StopBlock({ design, change }: StopBlockProps) {
  return (
    <Block title="Stop rules">
      <div className={styles['line']}>
        <TextField
          label="Stop a contender above"
          path="stop.errorShare"
          value={design.stopErrorPercent}
          width="150px"
          numeric
          unit="% failed"
          placeholder="none"
          onChange={(stopErrorPercent) => change({ stopErrorPercent })}
        />
        {design.stopErrorPercent.trim() !== '' && (
          <TextField
            label="Of its last"
            path="stop.errorWindow"
            value={design.stopErrorWindow}
            width="120px"
            numeric
            unit="samples"
            onChange={(stopErrorWindow) => change({ stopErrorWindow })}
          />
        )}
        <TextField
          label="Stop all after"
          path="stop.afterMinutes"
          value={design.stopAfterMinutes}
          width="130px"
          numeric
          unit="min"
          placeholder="none"
          hint="what is in flight ends"
          onChange={(stopAfterMinutes) => change({ stopAfterMinutes })}
        />
        {isOpen(design) && (
          <label className={styles['inline']}>
            <input
              type="checkbox"
              checked={design.stopWhenSaturated}
              onChange={() => change({ stopWhenSaturated: !design.stopWhenSaturated })}
            />
            Stop a contender when its load piles up
          </label>
        )}
      </div>
      <BlockProblem path="stop.whenSaturated" />
    </Block>
  )
}
