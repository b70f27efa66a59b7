import type { ParameterRange } from '#shared/domain/generation.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField, type FieldOption } from '../../ui/field.tsx'
import type { DraftLora, DraftParameter, DraftStep } from './draft.ts'
import styles from './trial-design.module.css'

interface ParameterFieldProps {
  range: ParameterRange
  path: string
  step: DraftStep
  onChange: (changes: Partial<DraftStep>) => void
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

/** One parameter with the range of the model's own documentation. */
export function ParameterField({ range, path, step, onChange }: ParameterFieldProps) {
  const { name } = range
  if (range.kind === 'loras') {
    return <LoraList range={range} path={path} loras={step.loras} onChange={(loras) => onChange({ loras })} />
  }
  // The trial's seed decides every picture's seed, so that like is compared with like.
  if (name === 'seed' || name === 'loras') return null
  const value = step.parameters[name] ?? ''
  const at = `${path}.parameters.${name}`
  const change = (next: string) => onChange({ parameters: { ...step.parameters, [name]: next } })

  if (range.kind === 'choice') {
    const standard = range.default === null ? 'its default' : `its default, ${range.default}`
    const options = [
      { value: '', label: standard },
      ...range.choices.map((choice) => ({ value: choice, label: choice })),
    ]
    return <SelectField label={LABELS[name]} path={at} value={value} options={options} onChange={change} />
  }
  if (range.kind === 'size') {
    const { width = '', height = '' } = step.parameters
    const pick = (size: string) => {
      const [across = '', down = ''] = size.split('x')
      onChange({ parameters: { ...step.parameters, width: across, height: down } })
    }
    return (
      <SelectField
        label="Size"
        path={at}
        value={`${width}x${height}`}
        options={sizeOptions(range.sizes, width, height)}
        onChange={pick}
      />
    )
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

/** The sizes that a model draws, and before them the one that is asked for where it draws another. */
function sizeOptions(
  sizes: readonly { width: number; height: number }[],
  width: string,
  height: string,
): FieldOption[] {
  const options = sizes.map((size) => ({
    value: `${size.width}x${size.height}`,
    label: `${size.width} × ${size.height}`,
  }))
  const asked = `${width}x${height}`
  if (options.some(({ value }) => value === asked)) return options
  const label = width === '' || height === '' ? 'its default' : `${width} × ${height}: the nearest one is sent`
  return [{ value: asked, label }, ...options]
}

interface LoraListProps {
  range: Extract<ParameterRange, { kind: 'loras' }>
  path: string
  loras: readonly DraftLora[]
  onChange: (loras: DraftLora[]) => void
}

function LoraList({ range, path, loras, onChange }: LoraListProps) {
  const change = (index: number, changes: Partial<DraftLora>) =>
    onChange(loras.map((lora, place) => (place === index ? { ...lora, ...changes } : lora)))
  return (
    <fieldset className={styles['loras']}>
      <legend className="small two">LoRA, at most {range.maximumCount}</legend>
      {loras.map((lora, index) => (
        <div key={index} className={styles['lora']}>
          <TextField
            label={`LoRA ${index + 1}, as the provider names it`}
            path={`${path}.parameters.loras[${index}].path`}
            value={lora.path}
            width="260px"
            mono
            onChange={(next) => change(index, { path: next })}
          />
          <TextField
            label="Its scale"
            path={`${path}.parameters.loras[${index}].scale`}
            value={lora.scale}
            width="92px"
            numeric
            hint={`${range.minimumScale}–${range.maximumScale}`}
            onChange={(scale) => change(index, { scale })}
          />
          <Button
            small
            look="quiet"
            aria-label={`Remove LoRA ${index + 1}`}
            onClick={() => onChange(loras.filter((_, place) => place !== index))}
          >
            Remove
          </Button>
        </div>
      ))}
      {loras.length < range.maximumCount && (
        <Button small onClick={() => onChange([...loras, { path: '', scale: '1' }])}>
          Add a LoRA
        </Button>
      )}
    </fieldset>
  )
}
