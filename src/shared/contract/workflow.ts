import { z } from 'zod'
import { Task } from '../domain/generation.ts'
import { NodeProblem } from '../domain/node-problem.ts'
import { AccountChoice } from '../domain/planned-contender.ts'
import {
  ComfyGraph,
  ComfyWorkflow,
  GraphPlace,
  HttpWorkflow,
  StoredWorkflow,
  WorkflowContent,
  WorkflowInput,
  WorkflowKind,
} from '../domain/workflow.ts'
import { procedure } from './procedure.ts'
import { workflowTry } from './workflow-try.ts'

const byWorkflow = z.strictObject({ workflowId: z.string() })

/** A workflow on one line. */
export const WorkflowSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: WorkflowKind,
  createdAt: z.iso.datetime(),
  /** What can be set in it. */
  bound: z.array(WorkflowInput),
  nodeCount: z.int().nullable().describe('null for a workflow that is no graph'),
})
export type WorkflowSummary = z.infer<typeof WorkflowSummary>

/** A place in a graph that holds a value, and may be bound to an input. */
export const BindablePlace = z.strictObject({
  place: GraphPlace,
  title: z.string(),
  className: z.string(),
  kind: z.enum(['text', 'number']),
  /** What the graph itself holds there, cut to 120 characters. */
  value: z.string(),
})
export type BindablePlace = z.infer<typeof BindablePlace>

/** Where an input was found to go, and why. */
export const BindingReason = z.strictObject({ input: WorkflowInput, place: GraphPlace, reason: z.string() })
export type BindingReason = z.infer<typeof BindingReason>

export const WorkflowDetail = z.strictObject({
  workflow: StoredWorkflow,
  /**
   * What is found in the graph, as at its import. A place that is bound and not among these was bound by hand. Empty for a
   * workflow that is no graph.
   */
  reasons: z.array(BindingReason),
  /** What the finding left open, and why. */
  notes: z.array(z.string()),
  /** Empty for a workflow that is no graph. */
  places: z.array(BindablePlace),
  /** Nodes that may give the result. */
  outputs: z.array(z.strictObject({ nodeId: z.string(), title: z.string(), className: z.string() })),
})
export type WorkflowDetail = z.infer<typeof WorkflowDetail>

/** What was found in a graph, and why, so that people can put it right. */
export const ImportedWorkflow = z.strictObject({
  workflow: StoredWorkflow,
  reasons: z.array(BindingReason),
  notes: z.array(z.string()),
})
export type ImportedWorkflow = z.infer<typeof ImportedWorkflow>

/** A graph that ships with Assay, to be imported. */
export const ShippedWorkflow = z.strictObject({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  task: Task,
  graph: ComfyGraph,
})
export type ShippedWorkflow = z.infer<typeof ShippedWorkflow>

/** A template of calls that ships with Assay, to start from: paths and names are to be changed to those of one's own API. */
export const ShippedTemplate = z.strictObject({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  task: Task,
  content: HttpWorkflow,
})
export type ShippedTemplate = z.infer<typeof ShippedTemplate>

const name = z.string().trim().min(1).max(120)

/** Workflows that contenders bring along: imported from ComfyUI, or described. */
export const workflow = {
  try: workflowTry,
  list: procedure.output(z.array(WorkflowSummary)),
  shipped: procedure.output(z.array(ShippedWorkflow)),
  /** The files that "assay try" takes as well. */
  templates: procedure.output(z.array(ShippedTemplate)),
  get: procedure.input(byWorkflow).output(WorkflowDetail),
  /** `graph` is JSON in ComfyUI’s API format; what it can be set with is found in it. */
  import: procedure.input(z.strictObject({ name, graph: z.unknown() })).output(ImportedWorkflow),
  /** Keeps a workflow as it is described: one that is deployed at a provider, or a template of calls. */
  save: procedure
    .input(z.strictObject({ workflowId: z.string().optional(), name, content: WorkflowContent }))
    .output(StoredWorkflow),
  /** Sets anew where the inputs of a graph go, and which node gives the result. */
  rebind: procedure
    .input(
      z.strictObject({
        workflowId: z.string(),
        bindings: ComfyWorkflow.shape.bindings,
        outputNodeId: ComfyWorkflow.shape.outputNodeId,
      }),
    )
    .output(StoredWorkflow),
  /** Trials that used it are kept, with their own copy. */
  remove: procedure.input(byWorkflow).output(z.strictObject({ removed: z.literal(true) })),
  /** Asks a server what nodes and files it has, and holds the graph against that. Nothing is queued. */
  validate: procedure
    .input(
      z.strictObject({
        workflowId: z.string(),
        /** Of the account’s own provider, where an account is named. */
        provider: z.string().default('comfyui'),
        account: AccountChoice.default('environment'),
      }),
    )
    .output(z.strictObject({ server: z.string(), problems: z.array(NodeProblem) })),
}
