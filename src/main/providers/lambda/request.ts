import type { RentalRequest } from '#shared/domain/rental.ts'
import type { HeaderTemplate, RequestTemplate } from '../provider-adapter.ts'
import { LaunchRequest } from './schemas.ts'

const authorization: HeaderTemplate = { credential: 'apiKey', prefix: 'Bearer ' }
const headers = { authorization }

/** The tag's key on Lambda; its value is the rental's tag. The machine's name carries it, too, for people. */
export const TAG_KEY = 'assay'

function get(path: string): RequestTemplate {
  return { method: 'GET', path, headers, body: null }
}

function post(path: string, body: Record<string, unknown>): RequestTemplate {
  return { method: 'POST', path, headers: { authorization, 'content-type': 'application/json' }, body }
}

/** The list has no filter: all types come in one reply. */
export function buildOffers(): RequestTemplate {
  return get('/api/v1/instance-types')
}

export function buildLaunch(request: RentalRequest, tag: string): RequestTemplate {
  return post(
    '/api/v1/instance-operations/launch',
    LaunchRequest.parse({
      region_name: request.region,
      instance_type_name: request.machine,
      ssh_key_names: request.sshKey === null ? [] : [request.sshKey],
      name: tag,
      ...(request.image !== null && { image: { family: request.image } }),
      ...(request.startScript !== null && { user_data: request.startScript }),
      tags: [{ key: TAG_KEY, value: tag }],
    }),
  )
}

export function buildRead(machineId: string): RequestTemplate {
  return get(`/api/v1/instances/${encodeURIComponent(machineId)}`)
}

/** One page holds all. */
export function buildList(): RequestTemplate {
  return get('/api/v1/instances')
}

export function buildEnd(machineId: string): RequestTemplate {
  return post('/api/v1/instance-operations/terminate', { instance_ids: [machineId] })
}

export function buildSshKeys(): RequestTemplate {
  return get('/api/v1/ssh-keys')
}
