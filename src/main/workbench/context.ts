import type { createThumbnails } from '#main/images/thumbnails.ts'
import type { Store } from '#main/store/open-store.ts'
import type { HostPorts } from './ports.ts'
import type { Practice } from './practice.ts'
import type { TrialRunner } from './trial-runner.ts'

/** What a procedure works with. Made once by the workbench; never taken from an input. */
export interface WorkbenchContext {
  ports: HostPorts
  store: Store
  runner: TrialRunner
  practice: Practice
  thumbnails: ReturnType<typeof createThumbnails>
}
