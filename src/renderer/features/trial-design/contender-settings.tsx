import type { ParameterRange } from '#shared/domain/generation.ts'
import type { Model, ProviderSummary } from '#shared/domain/provider.ts'
import { Button } from '../../ui/button.tsx'
import type { DraftContender, DraftParameter } from './draft.ts'
import { SelectField, TextField } from './field.tsx'
import { describePrice, pricesFor } from './list-candidates.ts'
import styles from './trial-design.module.css'

interface ContenderSettingsProps {
  contender: DraftContender
  provider: ProviderSummary
  model: Model
  path: string
  onChange: (contender: DraftContender) => void
  onCopy: () => void
}

/** What this model takes, with the ranges of its own documentation; nothing it does not take is offered. */
export function ContenderSettings({ contender, provider, model, path, onChange, onCopy }: ContenderSettingsProps) {
  const change = (changes: Partial<DraftContender>) => onChange({ ...contender, ...changes })
  const prices = pricesFor(provider, model)
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
        {contender.account === 'environment' && (
          <TextField
            label={provider.defaultBaseUrl === null ? 'Address' : 'Address, if not the provider’s own'}
            path={`${path}.baseUrl`}
            value={contender.baseUrl}
            width="260px"
            placeholder={provider.defaultBaseUrl ?? 'https://…'}
            onChange={(baseUrl) => change({ baseUrl })}
          />
        )}
        {model.parameters.map((range) => (
          <ParameterField key={range.name} range={range} path={path} contender={contender} onChange={onChange} />
        ))}
        <TextField
          label="In flight"
          path={`${path}.concurrency`}
          value={contender.concurrency}
          width="92px"
          numeric
          hint={model.maximumConcurrency === null ? undefined : `at most ${model.maximumConcurrency} measure it`}
          onChange={(concurrency) => change({ concurrency })}
        />
        {prices.length > 1 && (
          <SelectField
            label="Price"
            path={`${path}.priceId`}
            value={contender.priceId === '' ? (model.defaultPriceId ?? '') : contender.priceId}
            options={prices.map((price) => ({ value: price.id, label: `${price.label}, ${describePrice(price)}` }))}
            onChange={(priceId) => change({ priceId })}
          />
        )}
        <TextField
          label="Count at most"
          path={`${path}.ceilingUsd`}
          value={contender.ceilingUsd}
          width="130px"
          numeric
          unit="$ a picture"
          onChange={(ceilingUsd) => change({ ceilingUsd })}
        />
      </div>
      <div className={styles['cautions']}>
        {model.cautions.map((caution) => (
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

interface ParameterFieldProps {
  range: ParameterRange
  path: string
  contender: DraftContender
  onChange: (contender: DraftContender) => void
}

const LABELS: Record<DraftParameter, string> = {
  width: 'Width',
  height: 'Height',
  steps: 'Steps',
  guidance: 'Guidance',
  negativePrompt: 'Negative prompt',
  sampler: 'Sampler',
  strength: 'Strength',
  scale: 'Scale',
  format: 'Format',
}

function ParameterField({ range, path, contender, onChange }: ParameterFieldProps) {
  const { name } = range
  // The trial's seed decides every picture's seed, so that like is compared with like.
  if (name === 'seed' || range.kind === 'loras' || name === 'loras') return null
  const value = contender.parameters[name] ?? ''
  const at = `${path}.parameters.${name}`
  const change = (next: string) => onChange({ ...contender, parameters: { ...contender.parameters, [name]: next } })

  if (range.kind === 'choice') {
    const standard = range.default === null ? 'its default' : `its default, ${range.default}`
    const options = [
      { value: '', label: standard },
      ...range.choices.map((choice) => ({ value: choice, label: choice })),
    ]
    return <SelectField label={LABELS[name]} path={at} value={value} options={options} onChange={change} />
  }
  if (range.kind === 'size') {
    const options = range.sizes.map(({ width, height }) => ({
      value: `${width}x${height}`,
      label: `${width} × ${height}`,
    }))
    const { width = '', height = '' } = contender.parameters
    const pick = (size: string) => {
      const [across = '', down = ''] = size.split('x')
      onChange({ ...contender, parameters: { ...contender.parameters, width: across, height: down } })
    }
    return <SelectField label="Size" path={at} value={`${width}x${height}`} options={options} onChange={pick} />
  }
  if (range.kind === 'text') {
    return <TextField label={LABELS[name]} path={at} value={value} width="260px" onChange={change} />
  }
  return (
    <TextField
      label={LABELS[name]}
      path={at}
      value={value}
      width="92px"
      numeric
      placeholder={range.default === null ? 'default' : String(range.default)}
      hint={`${range.minimum}–${range.maximum}`}
      onChange={change}
    />
  )
}
