import { z } from 'zod'
import { accountFinding, accountStateOf, type AccountFinding } from '../kit/account-finding.ts'
import { MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import type { AccountCheckCall, GraphCheckCall, ModelListCall, ProgressSocket, Reply } from '../provider-adapter.ts'
import { checkGraph } from '../kit/comfy/check-graph.ts'
import { readObjectInfo } from '../kit/comfy/object-info.ts'
import { hostAuthorization, hostOwnHeader } from '../kit/host-credentials.ts'
import { descriptor } from './descriptor.ts'
import { checkpoints, objectInfo, systemStats } from './request.ts'
import { Frame, ModelFiles, SystemStats } from './schemas.ts'

const PROVIDER = descriptor.name

/** ComfyUI itself asks for no credentials: a refusal comes from a proxy before it. */
export const accountCheck: AccountCheckCall = { request: systemStats, read: readCheck }

function readCheck(reply: Reply): AccountFinding {
  const { status } = reply
  const state = accountStateOf(status)
  if (state !== 'valid') return accountFinding({ provider: PROVIDER, status, state })
  const parsed = parseJsonBody(reply.body, SystemStats, MAXIMUM_REPLY_BYTES)
  if (!parsed.ok) {
    const detail = 'What answers there is no ComfyUI.'
    return accountFinding({ provider: PROVIDER, status, state: 'unclear', detail })
  }
  const { system, devices } = parsed.value
  const version = system.comfyui_version ?? ''
  // Only what looks like a version or a device is repeated.
  const shown = /^[\w.+-]{1,30}$/.test(version) ? ` ${version}` : ''
  const device = /^[\w .:()/-]{1,80}$/.exec(devices?.[0]?.name.split(' : ')[0] ?? '')
  const message = `ComfyUI${shown} answers${device === null ? '' : `, on ${device[0]}`}.`
  return { state: 'valid', message, balanceMicros: null }
}

/** The checkpoints on the server: each can be named as the model. Servers before 2024-09 have no such list. */
export const modelList: ModelListCall = {
  request: () => checkpoints,
  read(reply) {
    if (reply.status !== 200) return null
    const parsed = parseJsonBody(reply.body, ModelFiles, MAXIMUM_REPLY_BYTES)
    return parsed.ok ? { models: parsed.value.map((name) => ({ id: name, name })), next: null } : null
  },
}

/** The server describes its nodes and the files it has; a graph is held against that. */
export const graphCheck: GraphCheckCall = {
  request: objectInfo,
  read(reply, graph) {
    if (reply.status !== 200) return null
    const parsed = parseJsonBody(reply.body, z.unknown(), MAXIMUM_REPLY_BYTES)
    const info = parsed.ok ? readObjectInfo(parsed.value) : null
    return info === null ? null : checkGraph(graph, info)
  },
}

/**
 * The server's messages about jobs. `executing` without a node comes once the history is complete; `execution_success`, which
 * comes before, does not promise that.
 */
export const progressSocket: ProgressSocket = {
  path: (clientId) => `/ws?${new URLSearchParams({ clientId }).toString()}`,
  headers: hostAuthorization,
  ownHeader: hostOwnHeader,
  read(frame) {
    const parsed = parseJsonBody(new TextEncoder().encode(frame), Frame, MAXIMUM_REPLY_BYTES)
    if (!parsed.ok) return null
    const { type, data } = parsed.value
    if (data.prompt_id == null) return null
    const jobId = data.prompt_id
    if (type === 'executing') return { jobId, state: data.node == null ? 'ended' : 'working' }
    if (type === 'execution_start') return { jobId, state: 'started' }
    return ['progress', 'progress_state', 'executed', 'execution_cached'].includes(type)
      ? { jobId, state: 'working' }
      : null
  },
}
