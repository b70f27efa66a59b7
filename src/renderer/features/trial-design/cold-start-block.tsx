import { TextField } from '../../ui/field.tsx'
import { Block } from './block.tsx'
import type { DraftDesign } from './draft-design.ts'
import styles from './trial-design.module.css'

interface ColdStartBlockProps {
  design: DraftDesign
  change: (changes: Partial<DraftDesign>) => void
}

/** What is sent after idling, to tell cold starts from warm ones. */
export function ColdStartBlock({ design, change }: ColdStartBlockProps) {
  const { probesCold } = design
  return (
    <Block title="Cold starts">
      <div className={styles['line']}>
        <label className={probesCold ? styles['inline'] : undefined}>
          <input type="checkbox" checked={probesCold} onChange={() => change({ probesCold: !probesCold })} />
          Idle, then probe, at the end
        </label>
        {probesCold && (
          <>
            <TextField
              label="After"
              path="coldProbes.gapsMinutes"
              value={design.gapsMinutes}
              width="180px"
              unit="min"
              placeholder="1, 5, 15, 60"
              onChange={(gapsMinutes) => change({ gapsMinutes })}
            />
            <TextField
              label="Probes a gap"
              path="coldProbes.probes"
              value={design.probes}
              width="110px"
              numeric
              hint="of each contender"
              onChange={(probes) => change({ probes })}
            />
          </>
        )}
      </div>
    </Block>
  )
}
