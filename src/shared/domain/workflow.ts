import { z } from 'zod'

/**
 * What a contender brings along where the model alone does not say what to do.
 * - `comfyui`: a graph in ComfyUI's API format, sent whole
 * - `deployed`: a workflow that lives at the provider; only the names of its inputs are known here
 * - `http`: a template of the calls to an HTTP API of the team's own
 */
export const WorkflowKind = z.enum(['comfyui', 'deployed', 'http'])
export type WorkflowKind = z.infer<typeof WorkflowKind>

/**
 * What Assay sets in a workflow, in canonical names. `image` is the input picture, `checkpoint` the weights to load, `loras` the
 * extra weights on top of them.
 */
export const WorkflowInput = z.enum([
  'prompt',
  'negativePrompt',
  'seed',
  'width',
  'height',
  'steps',
  'guidance',
  'sampler',
  'strength',
  'scale',
  'checkpoint',
  'image',
  'loras',
])
export type WorkflowInput = z.infer<typeof WorkflowInput>

/** What can be sent to a workflow by the name of one input: a list of weights has no such form. */
export const DeployedInput = WorkflowInput.exclude(['loras'])
export type DeployedInput = z.infer<typeof DeployedInput>

/**
 * A graph in ComfyUI's API format: nodes by id. An input is a value, or `[node id, output index]` where it is linked.
 * Source: docs.comfy.org, "Workflow API format"; what else a node carries (`_meta`) is kept as it came.
 */
export const ComfyNode = z.looseObject({ class_type: z.string().min(1), inputs: z.record(z.string(), z.unknown()) })
export type ComfyNode = z.infer<typeof ComfyNode>
export const ComfyGraph = z.record(z.string(), ComfyNode)
export type ComfyGraph = z.infer<typeof ComfyGraph>

/** A place in a graph: the input of a node. */
export const GraphPlace = z.strictObject({ nodeId: z.string(), input: z.string() })
export type GraphPlace = z.infer<typeof GraphPlace>

export const ComfyWorkflow = z.strictObject({
  kind: z.literal('comfyui'),
  graph: ComfyGraph,
  /**
   * Where each input goes; one input may go to several places (a seed of two samplers). The places of `loras` are loaders, each
   * by its `lora_name`, in the order in which they change the model: each takes one.
   */
  bindings: z.partialRecord(WorkflowInput, z.array(GraphPlace).min(1)),
  /** The node whose pictures are the result; null takes those of every node that saves. */
  outputNodeId: z.string().nullable(),
})
export type ComfyWorkflow = z.infer<typeof ComfyWorkflow>

export const DeployedWorkflow = z.strictObject({
  kind: z.literal('deployed'),
  /** What the provider calls it: a deployment id, `owner/endpoint`, a view's path. */
  reference: z.string().min(1),
  /** The provider's name of each input. */
  inputs: z.partialRecord(DeployedInput, z.string().min(1)),
  /** Name of the output that holds the picture; null takes all. */
  output: z.string().nullable(),
  /** Values sent as they are, by the provider's own input names. */
  constants: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
export type DeployedWorkflow = z.infer<typeof DeployedWorkflow>

/** Dots and array indices into JSON, e.g. `data.0.b64_json`; the empty text is the whole. */
const JsonPath = z
  .string()
  .regex(/^([^.\s]+(\.[^.\s]+)*)?$/, 'expected names and indices with dots, such as data.0.url')

/** Where a picture stands in a reply. `body`: the reply is the picture. */
const PicturePlace = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('body') }),
  z.strictObject({ form: z.literal('base64'), path: JsonPath }),
  z.strictObject({ form: z.literal('url'), path: JsonPath }),
])

const Call = {
  method: z.enum(['GET', 'POST', 'PUT']),
  /** Joined to the account's base URL. `{{name}}` is filled in and encoded for a URL. */
  path: z.string().min(1),
  /** Header values may hold placeholders of the ask, never a credential: those are the account's. */
  headers: z.record(z.string(), z.string()),
}

/**
 * Calls to an HTTP API that Assay has no folder for. In `path` and `headers`, and in every text of `body`, `{{prompt}}`,
 * `{{seed}}`, `{{width}}` … stand for the ask, `{{jobId}}` for the job, `{{image}}` for the input picture as a data URI and
 * `{{imageBase64}}` as base64. A text that is nothing but one placeholder becomes the value itself: a number stays a number.
 */
export const HttpWorkflow = z.strictObject({
  kind: z.literal('http'),
  submit: z.strictObject({ ...Call, body: z.record(z.string(), z.unknown()).nullable() }),
  /** Where the picture is: in the answer to the submitting call, or, with a job, in the answer to the last poll. */
  picture: PicturePlace,
  /** For an API with jobs: where the id of the job is in the first answer, how it is asked after, and its states. */
  job: z
    .strictObject({
      idPath: JsonPath,
      poll: z.strictObject(Call),
      statePath: JsonPath,
      doneStates: z.array(z.string()).min(1),
      failedStates: z.array(z.string()),
      pollIntervalMs: z.int().min(50).max(60_000),
      cancel: z.strictObject(Call).nullable(),
    })
    .nullable(),
  /** Optional facts of the last answer: seconds or milliseconds of work, the cost in dollars, the seed. */
  reported: z.strictObject({
    inferenceMsPath: JsonPath.nullable(),
    queueMsPath: JsonPath.nullable(),
    costUsdPath: JsonPath.nullable(),
    seedPath: JsonPath.nullable(),
  }),
})
export type HttpWorkflow = z.infer<typeof HttpWorkflow>

export const WorkflowContent = z.discriminatedUnion('kind', [ComfyWorkflow, DeployedWorkflow, HttpWorkflow])
export type WorkflowContent = z.infer<typeof WorkflowContent>

/** A workflow that was imported or described once and can be used by any contender. */
export const Workflow = z.strictObject({
  id: z.string(),
  name: z.string().min(1).max(120),
  content: WorkflowContent,
})
export type Workflow = z.infer<typeof Workflow>

/** A workflow as it is kept in the data folder. */
export const StoredWorkflow = Workflow.extend({ createdAt: z.iso.datetime() })
export type StoredWorkflow = z.infer<typeof StoredWorkflow>
