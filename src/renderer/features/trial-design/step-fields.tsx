import { Link } from '@tanstack/react-router'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { describePrice } from '#shared/units/price-words.ts'
import { nameMachine } from '../rentals/rental-words.ts'
import { accountOptions, useDesignSources } from './design-sources.ts'
import type { DraftStep } from './draft.ts'
import { pricesFor } from './list-candidates.ts'
import { ParameterField } from './parameter-field.tsx'
import { modelOf, modelOptions, OTHER_MODEL, USUAL_PARAMETERS } from './step-models.ts'
import styles from './trial-design.module.css'

interface StepFieldsProps {
  step: DraftStep
  provider: ProviderSummary
  place: 'first' | 'further'
  path: string
  onChange: (changes: Partial<DraftStep>) => void
}

/** What a step needs: account, model, workflow, what the model takes with the ranges of its own documentation, and its price. */
export function StepFields({ step, provider, place, path, onChange }: StepFieldsProps) {
  const { accounts, rentals } = useDesignSources()
  const model = modelOf(step, provider)
  const machines = rentals.filter(
    ({ state, request }) =>
      state === 'ready' && request?.workerProvider === provider.id && step.account === 'environment',
  )
  const prices = pricesFor(provider, step.model)
  const others = provider.otherModels
  return (
    <>
      <SelectField
        label="Account"
        path={`${path}.account`}
        value={step.account}
        options={accountOptions(provider, accounts)}
        onChange={(account) => onChange({ account })}
      />
      <SelectField
        label="Model"
        path={others === null || model !== null ? `${path}.model` : ''}
        value={model === null ? OTHER_MODEL : step.model}
        options={modelOptions(provider, place)}
        onChange={(next) => onChange({ model: next === OTHER_MODEL ? '' : next, workflow: '', priceId: '' })}
      />
      {model === null && others !== null && (
        <TextField
          label="Its id"
          path={`${path}.model`}
          value={step.model}
          width="300px"
          mono
          hint={others}
          onChange={(next) => onChange({ model: next })}
        />
      )}
      {model !== null && model.workflow !== null && (
        <WorkflowField step={step} kind={model.workflow} path={path} onChange={onChange} />
      )}
      {machines.length > 0 && (
        <SelectField
          label="Runs on"
          path={`${path}.rental`}
          value={step.rental}
          options={[
            { value: '', label: 'an address of yours' },
            ...machines.map((machine) => ({ value: machine.id, label: `rented ${nameMachine(machine)}` })),
          ]}
          onChange={(rental) => onChange({ rental })}
        />
      )}
      {step.account === 'environment' && step.rental === '' && (
        <TextField
          label={provider.defaultBaseUrl === null ? 'Address' : 'Address, if not the provider’s own'}
          path={`${path}.baseUrl`}
          value={step.baseUrl}
          width="260px"
          placeholder={provider.defaultBaseUrl ?? 'https://…'}
          onChange={(baseUrl) => onChange({ baseUrl })}
        />
      )}
      {(model?.parameters ?? USUAL_PARAMETERS).map((range) => (
        <ParameterField key={range.name} range={range} path={path} step={step} onChange={onChange} />
      ))}
      {prices.length > 1 && (
        <SelectField
          label="Price"
          path={`${path}.priceId`}
          value={step.priceId === '' ? (model?.defaultPriceId ?? '') : step.priceId}
          options={prices.map((price) => ({ value: price.id, label: `${price.label}, ${describePrice(price)}` }))}
          onChange={(priceId) => onChange({ priceId })}
        />
      )}
      <TextField
        label="Count at most"
        path={`${path}.ceilingUsd`}
        value={step.ceilingUsd}
        width="130px"
        numeric
        unit="$ a picture"
        onChange={(ceilingUsd) => onChange({ ceilingUsd })}
      />
    </>
  )
}

interface WorkflowFieldProps {
  step: DraftStep
  kind: 'comfyui' | 'deployed' | 'http'
  path: string
  onChange: (changes: Partial<DraftStep>) => void
}

function WorkflowField({ step, kind, path, onChange }: WorkflowFieldProps) {
  const { workflows } = useDesignSources()
  const fitting = workflows.filter((workflow) => workflow.kind === kind)
  if (fitting.length === 0) {
    return (
      <p className={`small two ${styles['inline']}`}>
        It needs a workflow. <Link to="/workflows">Add one</Link>
      </p>
    )
  }
  return (
    <SelectField
      label="Workflow"
      path={`${path}.workflow`}
      value={step.workflow}
      options={[{ value: '', label: 'choose one' }, ...fitting.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(workflow) => onChange({ workflow })}
    />
  )
}
