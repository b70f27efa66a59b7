import { comfydeployDeployments } from '#main/providers/comfydeploy/simulator.ts'
import { runflowDeployments } from '#main/providers/runflow/simulator.ts'
import { viewcomfyDeployments } from '#main/providers/viewcomfy/simulator.ts'
import answerAtOnce from '#resources/workflows/http/answer-at-once.json' with { type: 'json' }
import sdxl from '#resources/workflows/sdxl-text-to-image.json' with { type: 'json' }
import { ComfyGraph, HttpWorkflow, type WorkflowContent } from '#shared/domain/workflow.ts'
import { describeDeployment, type Deployment } from './deployments/deployment.ts'

/** A workflow to be kept as it is, or a graph in which the inputs are still to be found. */
export type PracticeWorkflow = { content: WorkflowContent } | { graph: ComfyGraph }

/** A workflow that draws from a prompt, for the providers whose simulator runs workflows only. */
const WORKFLOWS: Readonly<Record<string, () => PracticeWorkflow>> = {
  comfyui: () => ({ graph: ComfyGraph.parse(sdxl.graph) }),
  'comfy-cloud': () => ({ graph: ComfyGraph.parse(sdxl.graph) }),
  runflow: () => deployed(runflowDeployments),
  comfydeploy: () => deployed(comfydeployDeployments),
  viewcomfy: () => deployed(viewcomfyDeployments),
  custom: () => ({ content: HttpWorkflow.parse(answerAtOnce.content) }),
}

/** @returns null where there is none for this provider */
export function practiceWorkflow(providerId: string): PracticeWorkflow | null {
  return WORKFLOWS[providerId]?.() ?? null
}

function deployed(deployments: readonly Deployment[]): PracticeWorkflow {
  const drawing = deployments.find(({ task }) => task === 'generate')
  if (drawing === undefined) throw new Error('No simulated deployment draws from a prompt.')
  return { content: describeDeployment(drawing) }
}
