import { Plan, type PlanInput } from '#shared/domain/plan.ts'
import { applyPreset, PRESET_NAMES, type PresetName } from '#shared/domain/presets.ts'
import { Button } from '../../ui/button.tsx'
import { Block } from './block.tsx'
import { changesFromPreset } from './changes-from-preset.ts'
import type { Draft } from './draft.ts'
import styles from './trial-design.module.css'

interface PresetBlockProps {
  draft: Draft
  plan: PlanInput | null
  /** Samples of each contender in one repeat; null before that is known. */
  casesPerRepeat: number | null
  change: (changes: Partial<Draft>) => void
}

const PRESETS: Record<PresetName, { label: string; says: string }> = {
  smoke: { label: 'Smoke', says: '5 prompts once' },
  standard: { label: 'Standard', says: '20 prompts × 3, in 3 blocks of the day' },
  tail: { label: 'Tail', says: '400 of each contender' },
}

/** Makes the plan as large as its purpose asks; what it changes is there to be seen and changed again. */
export function PresetBlock({ draft, plan, casesPerRepeat, change }: PresetBlockProps) {
  function apply(name: PresetName) {
    if (plan === null) return
    const read = Plan.parse(plan)
    change(changesFromPreset(draft, applyPreset(name, read, casesPerRepeat ?? read.prompts.length)))
  }
  return (
    <Block title="Size">
      <div className={styles['buttons']}>
        {PRESET_NAMES.map((name) => (
          <Button key={name} disabled={plan === null} onClick={() => apply(name)}>
            {PRESETS[name].label} <span className="small three">{PRESETS[name].says}</span>
          </Button>
        ))}
      </div>
    </Block>
  )
}
