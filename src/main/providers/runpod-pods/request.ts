import type { RentalRequest } from '#shared/domain/rental.ts'
import type { HeaderTemplate, RequestTemplate } from '../provider-adapter.ts'
import { LaunchRequest } from './schemas.ts'

const authorization: HeaderTemplate = { credential: 'apiKey', prefix: 'Bearer ' }
const headers = { authorization }

/** The tag stands in the pod's name and, because a name can be changed by hand, in its environment. */
export const TAG_VARIABLE = 'ASSAY_TAG'

/** Gigabytes of container disk: room for one large checkpoint and its encoders. */
export const DISK_GB = 60

/** An offer's id: the GPU, and in which of the two clouds. */
export function offerId(gpuId: string, cloud: 'SECURE' | 'COMMUNITY'): string {
  return `${gpuId}@${cloud}`
}

export function buildOffers(): RequestTemplate {
  return { method: 'GET', path: '/v2/catalog/gpus?include=AVAILABILITY&product=POD&count=1', headers, body: null }
}

export function buildLaunch(request: RentalRequest, tag: string): RequestTemplate {
  const { image, machine, offerId: offer, region, sshKey, startScript, workerPort } = request
  if (image === null) throw new Error('A pod needs a container image; the launch must be refused before it is built.')
  const body = LaunchRequest.parse({
    name: tag,
    image,
    gpu: { id: machine, count: 1 },
    cloud: offer.endsWith('@COMMUNITY') ? 'COMMUNITY' : 'SECURE',
    disk: DISK_GB,
    ports: [`${workerPort}/http`, '22/tcp'],
    env: { [TAG_VARIABLE]: tag, ...(sshKey !== null && { PUBLIC_KEY: sshKey }) },
    ...(region !== 'any' && { dataCenterIds: [region] }),
    ...(startScript !== null && { args: startScript }),
    ...(sshKey !== null && { startSsh: true }),
  })
  return { method: 'POST', path: '/v2/pods', headers: { authorization, 'content-type': 'application/json' }, body }
}

export function buildRead(machineId: string): RequestTemplate {
  return { method: 'GET', path: `/v2/pods/${encodeURIComponent(machineId)}`, headers, body: null }
}

/** One page holds all. */
export function buildList(): RequestTemplate {
  return { method: 'GET', path: '/v2/pods', headers, body: null }
}

export function buildEnd(machineId: string): RequestTemplate {
  return { method: 'DELETE', path: `/v2/pods/${encodeURIComponent(machineId)}`, headers, body: null }
}
