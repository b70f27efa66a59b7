import type { bundleReaders } from '#main/store/bundle/bundle-reader.ts'
import type { BundleStore } from '#main/store/bundle/bundle-store.ts'
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
import type { ShownPictures } from './shown-pictures.ts'
import type { TrialRunner } from './trial-runner.ts'
import type { Watcher } from './watcher.ts'

/** What a procedure works with. Made once by the workbench; never taken from an input. */
export interface WorkbenchContext {
  ports: HostPorts
  store: Store
  vault: Vault
  accountSecrets: AccountSecrets
  analyst: Analyst
  bundles: BundleStore
  bundleReader: ReturnType<typeof bundleReaders>
  examiner: Examiner
  instrument: Instrument
  judgeRunner: JudgeRunner
  runner: TrialRunner
  practice: Practice
  rentals: Rentals
  pictures: ShownPictures
  watcher: Watcher
}
