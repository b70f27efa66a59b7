import type { RentalRequest } from '#shared/domain/rental.ts'
import type { HeaderTemplate, RequestTemplate } from '../provider-adapter.ts'
import { LaunchRequest } from './schemas.ts'

const authorization: HeaderTemplate = { credential: 'apiKey', prefix: 'Bearer ' }
const headers = { authorization }
const jsonHeaders: Record<string, HeaderTemplate> = { authorization, 'content-type': 'application/json' }

/** Gigabytes: room for one large checkpoint and its encoders. It changes the price that the search computes. */
export const DISK_GB = 60

/** On demand, verified, reliable, with ports of its own, cheapest first. The official client sends the trailing slash. */
export function buildOffers({ gpu, region }: { gpu: string | null; region: string | null }): RequestTemplate {
  return {
    method: 'POST',
    path: '/api/v0/bundles/',
    headers: jsonHeaders,
    body: {
      verified: { eq: true },
      rentable: { eq: true },
      rented: { eq: false },
      reliability: { gte: 0.98 },
      direct_port_count: { gte: 2 },
      num_gpus: { eq: 1 },
      ...(gpu !== null && { gpu_name: { in: [gpu] } }),
      ...(region !== null && { geolocation: { in: [region] } }),
      type: 'ondemand',
      order: [['dph_total', 'asc']],
      limit: 60,
      allocated_storage: DISK_GB,
    },
  }
}

export function buildLaunch(request: RentalRequest, tag: string): RequestTemplate {
  const { image, offerId, sshKey, startScript, workerPort } = request
  if (image === null)
    throw new Error('An instance needs a container image; the launch must be refused before it is built.')
  const body = LaunchRequest.parse({
    client_id: 'me',
    image,
    disk: DISK_GB,
    runtype: sshKey === null ? 'args' : 'ssh_direct',
    env: { [`-p ${workerPort}:${workerPort}`]: '1', ...(sshKey !== null && { SSH_PUBLIC_KEY: sshKey }) },
    ...(startScript !== null && { onstart: startScript }),
    label: tag,
  })
  return { method: 'PUT', path: `/api/v0/asks/${encodeURIComponent(offerId)}/`, headers: jsonHeaders, body }
}

export function buildRead(machineId: string): RequestTemplate {
  return { method: 'GET', path: `/api/v0/instances/${encodeURIComponent(machineId)}/?owner=me`, headers, body: null }
}

export function buildList(cursor: string | null): RequestTemplate {
  const query = new URLSearchParams({ limit: '25', ...(cursor !== null && { after_token: cursor }) })
  return { method: 'GET', path: `/api/v1/instances/?${query.toString()}`, headers, body: null }
}

export function buildEnd(machineId: string): RequestTemplate {
  return {
    method: 'DELETE',
    path: `/api/v0/instances/${encodeURIComponent(machineId)}/`,
    headers: jsonHeaders,
    body: {},
  }
}

export function buildUser(): RequestTemplate {
  return { method: 'GET', path: '/api/v0/users/current/', headers, body: null }
}
