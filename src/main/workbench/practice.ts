import { join } from 'node:path'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import type { SimulatorThread } from '#main/simulators/start-simulator-thread.ts'

/** Address and made-up credentials of one simulated provider. */
export interface PracticeAccount {
  baseUrl: string
  credentials: Readonly<Record<string, string>>
}

/** The embedded simulators: started when the first practice trial needs them, kept until the workbench closes. */
export interface Practice {
  account(providerId: string): Promise<PracticeAccount | null>
  close(): Promise<void>
}

/** @param seed decides every simulated latency, picture and flaw. */
export function createPractice(options: { resourcesDirectory: string; seed: number }): Practice {
  let running: Promise<SimulatorThread> | null = null
  return {
    async account(providerId) {
      running ??= startSimulatorThread({
        seed: options.seed,
        practiceDirectory: join(options.resourcesDirectory, 'practice'),
      })
      const { simulators } = await running
      const found = simulators.find((simulator) => simulator.providerId === providerId)
      return found === undefined ? null : { baseUrl: found.baseUrl, credentials: found.credentials }
    },
    async close() {
      if (running !== null) await (await running).close()
    },
  }
}
