import { AxisParameter } from '#shared/domain/axis.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Block, BlockProblem } from './block.tsx'
import type { DraftAxis, DraftDesign } from './draft-design.ts'
import { SkipRules } from './skip-rules.tsx'
import styles from './trial-design.module.css'

interface MatrixBlockProps {
  design: DraftDesign
  change: (changes: Partial<DraftDesign>) => void
}

const AXIS_KINDS = [
  { value: 'variable', label: 'a variable of the prompts' },
  ...AxisParameter.options.map((parameter) => ({ value: parameter, label: axisLabel(parameter) })),
]

function axisLabel(parameter: AxisParameter): string {
  return parameter === 'negativePrompt' ? 'negative prompt' : parameter
}

const EXAMPLES: Partial<Record<DraftAxis['kind'], string>> = {
  variable: 'oil, ink, pastel',
  size: '512x512, 1024x768',
  width: '512, 768, …, 1536',
  height: '512, 768, …, 1536',
  steps: '10, 20, …, 50',
  guidance: '1, 1.5, …, 5',
  strength: '0.1, 0.2, …, 1',
  scale: '2, 4',
  format: 'png, jpeg',
  sampler: 'euler, ddim',
  negativePrompt: 'blurry || text, watermark',
}

/** What is varied besides prompts and contenders, and which combinations are left out. */
export function MatrixBlock({ design, change }: MatrixBlockProps) {
  const { axes } = design
  const changeAxis = (index: number, changes: Partial<DraftAxis>): void =>
    change({ axes: axes.map((axis, place) => (place === index ? { ...axis, ...changes } : axis)) })
  return (
    <Block title="Matrix">
      <div className={styles['rows']}>
        {axes.map((axis, index) => (
          <AxisRow
            // The place is what an axis is known by: two may look alike while they are typed.
            key={index}
            axis={axis}
            path={`axes[${index}]`}
            onChange={(changes) => changeAxis(index, changes)}
            onRemove={() => change({ axes: axes.filter((_, place) => place !== index) })}
          />
        ))}
        {axes.length > 0 && <SkipRules design={design} change={change} />}
        <div className={styles['buttons']}>
          <Button
            onClick={() => change({ axes: [...axes, { kind: 'steps', variable: '', values: '' }] })}
            disabled={axes.length >= 6}
          >
            Add axis
          </Button>
          {axes.length === 0 && (
            <span className={`small two ${styles['beside']}`}>
              Prompts and contenders are axes already. Vary steps, size or a {'{{placeholder}}'} of the prompts as well.
            </span>
          )}
        </div>
      </div>
      <BlockProblem path="axes" />
      <BlockProblem path="skip" />
    </Block>
  )
}

interface AxisRowProps {
  axis: DraftAxis
  path: string
  onChange: (changes: Partial<DraftAxis>) => void
  onRemove: () => void
}

function AxisRow({ axis, path, onChange, onRemove }: AxisRowProps) {
  return (
    <fieldset aria-label={`Axis ${axis.kind === 'variable' ? axis.variable : axis.kind}`}>
      <div className={styles['line']}>
        <SelectField
          label="Vary"
          path={`${path}.parameter`}
          value={axis.kind}
          options={AXIS_KINDS}
          width="190px"
          onChange={(kind) => onChange({ kind: kind as DraftAxis['kind'] })}
        />
        {axis.kind === 'variable' && (
          <TextField
            label="Placeholder"
            path={`${path}.variable`}
            value={axis.variable}
            width="130px"
            placeholder="style"
            onChange={(variable) => onChange({ variable })}
          />
        )}
        <TextField
          label="Values"
          path={`${path}.values`}
          value={axis.values}
          width="min(330px, 100%)"
          placeholder={EXAMPLES[axis.kind]}
          hint="10, 20, …, 50 fills the gap; || separates values that hold commas"
          onChange={(values) => onChange({ values })}
        />
        <div className={styles['removal']}>
          <Button look="quiet" onClick={onRemove}>
            Remove
          </Button>
        </div>
      </div>
      <BlockProblem path={path} />
    </fieldset>
  )
}
