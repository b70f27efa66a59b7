import type { createThumbnails } from '#main/images/thumbnails.ts'
import type { Store } from '#main/store/open-store.ts'
import type { Vault } from '#main/vault/vault.ts'
import type { AccountSecrets } from './account-secrets.ts'
import type { Analyst } from './analyst.ts'
import type { Examiner } from './examiner.ts'
import type { Instrument } from './instrument.ts'
import type { JudgeRunner } from './judging/judge-runner.ts'
import type { HostPorts } from './ports.ts'
import type { Practice } from './practice.ts'
import type { Rentals } from './rentals.ts'
import type { TrialRunner } from './trial-runner.ts'
import type { Watcher } from './watcher.ts'

/** What a procedure works with. Made once by the workbench; never taken from an input. */
export interface WorkbenchContext {
  ports: HostPorts
  store: Store
  vault: Vault
  accountSecrets: AccountSecrets
  analyst: Analyst
  examiner: Examiner
  instrument: Instrument
  judgeRunner: JudgeRunner
  runner: TrialRunner
  practice: Practice
  rentals: Rentals
  thumbnails: ReturnType<typeof createThumbnails>
  watcher: Watcher
}
