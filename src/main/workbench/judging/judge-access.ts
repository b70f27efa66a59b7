import type { HostConnection } from '#main/engine/ports.ts'
import type { Credentials, VisionCall } from '#main/providers/provider-adapter.ts'
import type { Store } from '#main/store/open-store.ts'
import type { HostPorts } from '../ports.ts'

/** What the running of a judge works with. */
export interface JudgeContext {
  ports: Pick<HostPorts, 'clock' | 'ids'>
  store: Store
}

/** Where a judge is asked, and with what. It holds secrets: in memory only. */
export interface JudgeAccess {
  providerId: string
  visionCall: VisionCall
  baseUrl: string
  /** See `VisionAsk`. */
  atProvider: boolean
  credentials: Credentials
  connection: HostConnection
  hostKeySeen: (hostKeySha256: string) => void
}
