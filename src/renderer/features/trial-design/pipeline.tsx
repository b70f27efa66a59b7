import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { describePrice } from '#shared/units/price-words.ts'
import { accountOptions, useDesignSources } from './design-sources.ts'
import type { DraftContender, DraftStep } from './draft.ts'
import { newStep, priceOf } from './list-candidates.ts'
import { StepFields } from './step-fields.tsx'
import { FURTHER_TASKS, modelOf, proposeStep } from './step-models.ts'
import styles from './trial-design.module.css'

type FurtherTask = (typeof FURTHER_TASKS)[number]

const ADD_WORDS: Record<FurtherTask, string> = {
  upscale: 'Upscale',
  'remove-background': 'Remove background',
  'image-to-image': 'Change the picture',
}

/** A contender may have four further steps. */
const MOST_STEPS = 4

interface PipelineProps {
  contender: DraftContender
  path: string
  onChange: (furtherSteps: DraftStep[]) => void
}

/** What is done with the picture next, step by step. */
export function Pipeline({ contender, path, onChange }: PipelineProps) {
  const sources = useDesignSources()
  const [nobody, setNobody] = useState<FurtherTask | null>(null)
  const { furtherSteps: steps } = contender

  function add(task: FurtherTask) {
    const step = proposeStep(contender, task, sources)
    setNobody(step === null ? task : null)
    if (step !== null) onChange([...steps, step])
  }
  return (
    <div className={styles['pipeline']}>
      <ol aria-label="Further steps">
        {steps.map((step, index) => (
          <FurtherStep
            key={index}
            step={step}
            practice={contender.account === 'practice'}
            number={index + 2}
            path={`${path}.furtherSteps[${index}]`}
            onChange={(changed) => onChange(steps.map((other, place) => (place === index ? changed : other)))}
            onRemove={() => onChange(steps.filter((_, place) => place !== index))}
          />
        ))}
      </ol>
      {steps.length < MOST_STEPS && (
        <fieldset className={styles['buttons']} aria-label="Add a step">
          <span className="small two">Then</span>
          {FURTHER_TASKS.map((task) => (
            <Button key={task} small onClick={() => add(task)}>
              {ADD_WORDS[task]}
            </Button>
          ))}
        </fieldset>
      )}
      {nobody !== null && (
        <p className="small alarm" role="alert">
          Nobody that can be used here does that: {ADD_WORDS[nobody].toLowerCase()}. Add an account first.
        </p>
      )}
    </div>
  )
}

interface FurtherStepProps {
  step: DraftStep
  practice: boolean
  /** From 2: the first step is the contender itself. */
  number: number
  path: string
  onChange: (step: DraftStep) => void
  onRemove: () => void
}

function FurtherStep({ step, practice, number, path, onChange, onRemove }: FurtherStepProps) {
  const { providers, accounts } = useDesignSources()
  const usable = providers.filter(
    (provider) =>
      provider.models.some(({ task }) => task !== 'generate') &&
      accountOptions(provider, accounts).some(({ value }) => (value === 'practice') === practice),
  )
  const provider = providers.find(({ id }) => id === step.provider) ?? null
  function move(providerId: string) {
    const next = providers.find(({ id }) => id === providerId)
    const task = modelOf(step, provider)?.task
    const model = next?.models.find((one) => one.task === task) ?? next?.models.find((one) => one.task !== 'generate')
    const account =
      next === undefined
        ? undefined
        : accountOptions(next, accounts).find(({ value }) => (value === 'practice') === practice)
    if (model !== undefined && account !== undefined) onChange(newStep(providerId, model.id, account.value))
  }
  return (
    <li className={styles['step']}>
      <div className={styles['stepHead']}>
        <b>Step {number}</b>
        <span className="two">
          {provider === null ? 'not in this version' : describePrice(priceOf(step, provider, modelOf(step, provider)))}
        </span>
        <Button small look="quiet" aria-label={`Remove step ${number}`} onClick={onRemove}>
          Remove
        </Button>
      </div>
      <div className={styles['parameters']}>
        <SelectField
          label="Provider"
          path={`${path}.provider`}
          value={step.provider}
          options={usable.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={move}
        />
        {provider !== null && (
          <StepFields
            step={step}
            provider={provider}
            place="further"
            path={path}
            onChange={(changes) => onChange({ ...step, ...changes })}
          />
        )}
      </div>
    </li>
  )
}
