import type { ProviderSummary } from '#shared/domain/provider.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import type { DraftContender } from './draft.ts'
import { Pipeline } from './pipeline.tsx'
import { StepFields } from './step-fields.tsx'
import { modelOf } from './step-models.ts'
import styles from './trial-design.module.css'

interface ContenderSettingsProps {
  contender: DraftContender
  provider: ProviderSummary
  path: string
  onChange: (contender: DraftContender) => void
  onCopy: () => void
}

/** How a contender draws, and what is done with its picture next. */
export function ContenderSettings({ contender, provider, path, onChange, onCopy }: ContenderSettingsProps) {
  const change = (changes: Partial<DraftContender>) => onChange({ ...contender, ...changes })
  const model = modelOf(contender, provider)
  const most = model?.maximumConcurrency ?? null
  return (
    <>
      <div className={styles['parameters']}>
        <TextField
          label="Name"
          path={`${path}.name`}
          value={contender.name}
          placeholder={provider.name}
          onChange={(name) => change({ name })}
        />
        <StepFields step={contender} provider={provider} place="first" path={path} onChange={change} />
        <TextField
          label="In flight"
          path={`${path}.concurrency`}
          value={contender.concurrency}
          width="92px"
          numeric
          hint={most === null ? undefined : `at most ${most} measure it`}
          onChange={(concurrency) => change({ concurrency })}
        />
      </div>
      <Pipeline contender={contender} path={path} onChange={(furtherSteps) => change({ furtherSteps })} />
      <div className={styles['cautions']}>
        {(model?.cautions ?? []).map((caution) => (
          <p key={caution} className="small two">
            {caution}
          </p>
        ))}
        <div>
          <Button small onClick={onCopy}>
            Add it once more, with other settings
          </Button>
        </div>
      </div>
    </>
  )
}
