import { onTestFinished } from 'vitest'
import { createHostPorts } from '#main/hosts/create-host-ports.ts'
import type { RentalClock } from '#main/rentals/ports.ts'
import type { SystemKeychain } from '#main/vault/system-keychain.ts'
import { createWorkbench, type Workbench } from '#main/workbench/workbench.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** A workbench on a data folder of the test's own, closed when the test ends. A bug inside it fails the test. */
export async function testWorkbench(
  options: {
    environment?: Record<string, string>
    dataDirectory?: string
    keychain?: SystemKeychain
    rentalClock?: RentalClock
  } = {},
): Promise<Workbench> {
  const bugs: unknown[] = []
  const workbench = createWorkbench(
    createHostPorts({
      host: 'command-line',
      dataDirectory: options.dataDirectory ?? (await temporaryDirectory()),
      environment: options.environment ?? {},
      ...(options.keychain !== undefined && { keychain: options.keychain }),
    }),
    (error) => bugs.push(error),
    options.rentalClock === undefined ? {} : { rentalClock: options.rentalClock },
  )
  onTestFinished(async () => {
    await workbench.close()
    if (bugs.length > 0) throw bugs[0]
  })
  return workbench
}
