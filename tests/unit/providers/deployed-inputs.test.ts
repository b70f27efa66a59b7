import { describe, expect, it } from 'vitest'
import { comfydeploy } from '#main/providers/comfydeploy/index.ts'
import { deployedInputs } from '#main/providers/kit/deployed-inputs.ts'
import { workflowModels } from '#main/providers/kit/workflow-models.ts'
import { runflow } from '#main/providers/runflow/index.ts'
import { viewcomfy } from '#main/providers/viewcomfy/index.ts'
import type { Ask } from '#main/providers/provider-adapter.ts'
import type { DeployedWorkflow } from '#shared/domain/workflow.ts'

const [generate, restyle, upscale] = workflowModels({
  workflow: 'deployed',
  pollIntervalMs: 1000,
  maximumConcurrency: null,
  defaultPriceId: null,
  cautions: [],
})
const hero: DeployedWorkflow = {
  kind: 'deployed',
  reference: 'acme/hero',
  inputs: { prompt: 'text', seed: 'noise', steps: 'steps' },
  output: null,
  constants: { lora: 'detail.safetensors', strong: true },
}
const ask: Ask = {
  modelId: 'workflow',
  prompt: 'a fox',
  seed: 7,
  parameters: { width: 1024, height: 1024, steps: 30, guidance: 5 },
  workflow: hero,
  picture: null,
  uploaded: null,
  clientId: null,
}

describe('what is asked of a deployed workflow', () => {
  it('is sent by its own names beside its constants, and what has no name is dropped with a warning', () => {
    const { inputs, warnings } = deployedInputs(generate!, ask)
    expect(inputs).toEqual({ text: 'a fox', noise: 7, steps: 30, lora: 'detail.safetensors', strong: true })
    expect(warnings.map(({ parameter, action }) => `${parameter} ${action}`).sort()).toEqual([
      'guidance dropped',
      'height dropped',
      'width dropped',
    ])
    expect(warnings[0]?.reason).toBe('the workflow acme/hero does not take it')
  })

  it('leaves to the workflow what is not asked', () => {
    const workflow: DeployedWorkflow = { ...hero, inputs: { ...hero.inputs, guidance: 'cfg', sampler: 'sampler' } }
    const { inputs } = deployedInputs(generate!, { ...ask, workflow, parameters: { width: 64, height: 64 } })
    expect(Object.keys(inputs).sort()).toEqual(['lora', 'noise', 'strong', 'text'])
  })

  it('names the input of the picture only where there is a picture', () => {
    const workflow: DeployedWorkflow = { ...hero, inputs: { image: 'input_image' } }
    const picture = { sha256: 'a'.repeat(64), format: 'png', width: 8, height: 8, sizeBytes: 9 } as const
    expect(deployedInputs(upscale!, { ...ask, workflow }).pictureInput).toBeNull()
    expect(deployedInputs(upscale!, { ...ask, workflow, picture }).pictureInput).toBe('input_image')
  })
})

function problems(workflow: DeployedWorkflow, model = generate!): string[] {
  return runflow.checkWorkflow(workflow, model).map(({ path }) => path)
}

describe('a deployed workflow is refused before a trial', () => {
  it('without a prompt to draw from or a picture to change, since each case would give the same', () => {
    expect(problems(hero)).toEqual([])
    expect(problems({ ...hero, inputs: { seed: 'noise' } })).toEqual(['inputs.prompt'])
    expect(problems(hero, restyle)).toEqual(['inputs.image'])
    expect(problems({ ...hero, inputs: { image: 'image' } }, upscale)).toEqual([])
  })

  it('where two values would go to one input', () => {
    expect(problems({ ...hero, inputs: { prompt: 'text', negativePrompt: 'text' } })).toEqual(['inputs.negativePrompt'])
    expect(problems({ ...hero, constants: { text: 'always this' } })).toEqual(['constants.text'])
  })

  it.each([
    [runflow, 'acme/hero', true],
    [runflow, 'models/black-forest/flux/dev', true],
    [runflow, 'hero', false],
    [runflow, 'acme/hero/2', false],
    [runflow, 'models/../admin', false],
    [comfydeploy, '5d3f1c70-0000-4000-8000-000000000001', true],
    [comfydeploy, 'my-deployment', false],
    [viewcomfy, 'https://team--hero-comfyui-infer.modal.run', true],
    [viewcomfy, 'team--hero', false],
  ] as const)('whose name can be none there (case %#: %s)', (adapter, reference, fits) => {
    const found = adapter.checkWorkflow({ ...hero, reference }, generate!)
    expect(found.map(({ path }) => path)).toEqual(fits ? [] : ['reference'])
    expect(found.every(({ message }) => message.includes(`"${reference}"`))).toBe(true)
  })
})

describe('Runflow', () => {
  it.each([
    ['acme/hero', '/v1/comfyui-workflows/acme/hero/runs'],
    ['models/black-forest/flux/dev', '/v1/models/black-forest/flux/dev/runs'],
  ])('runs %s at its own address', (reference, path) => {
    expect(runflow.buildSubmit({ ...ask, workflow: { ...hero, reference } }).request.path).toBe(path)
  })
})
