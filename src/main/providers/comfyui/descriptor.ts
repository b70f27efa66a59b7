import { hostCredentials } from '../kit/host-credentials.ts'
import { workflowModels } from '../kit/workflow-models.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'

/** A ComfyUI server of the team's own, on its own or a rented GPU: it runs graphs, and neither knows users nor prices. */
export const descriptor = {
  id: 'comfyui',
  name: 'ComfyUI',
  kind: 'host',
  website: 'https://www.comfy.org',
  documentation: 'https://docs.comfy.org/development/comfyui-server/comms_routes',
  defaultBaseUrl: null,
  credentials: hostCredentials,
  models: workflowModels({
    workflow: 'comfyui',
    pollIntervalMs: 500,
    // One prompt runs at a time: a second one would wait in the server's queue, and its wait be logged as latency.
    maximumConcurrency: 1,
    defaultPriceId: null,
    cautions: [
      'ComfyUI keeps what it computed last: the same graph with the same seed is answered in milliseconds with the old picture. Such a sample carries a warning; give each repeat its own seed.',
      'Whether a call met a cold model is not said: the first picture after a start or a change of checkpoint loads it.',
      'The time of execution is the server’s own, between its first and its last message about the job; how long the job waited is told by newer servers only.',
      'The server has no price: choose that of the GPU it runs on, or type one in. Idle time comes on top.',
      'A server that was started anew has forgotten its jobs, and a forgotten job looks like one that still waits: it ends with the time-out.',
      'How a full GPU is reported differs between versions of PyTorch; the name of the error is matched loosely.',
    ],
  }),
  otherModels:
    'the file name of a checkpoint on the server, e.g. sd_xl_base_1.0.safetensors: the workflow is run with it instead of its own',
  prices: [],
  webhooks: { offered: false, signing: null },
  cancellation: {
    offered: 'any-time',
    note: 'A running job is interrupted, a waiting one is taken out of the queue; the server confirms neither. Servers from before 2025-09 ignore which job is meant, and interrupt whatever runs.',
  },
  sources: [
    {
      url: 'https://github.com/Comfy-Org/ComfyUI',
      retrievedOn: '2026-11-22',
      about: 'server source v0.3.64 (calls, messages, validation); single files of about v0.36',
    },
    {
      url: 'https://docs.comfy.org/development/comfyui-server/comms_routes',
      retrievedOn: '2026-11-22',
      about: 'routes and messages as documented',
    },
  ],
} satisfies ProviderDescriptor
