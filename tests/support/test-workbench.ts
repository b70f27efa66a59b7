import { onTestFinished } from 'vitest'
import { createHostPorts } from '#main/hosts/create-host-ports.ts'
import { createWorkbench, type Workbench } from '#main/workbench/workbench.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** A workbench on a data folder of the test's own, closed when the test ends. A bug inside it fails the test. */
export async function testWorkbench(
  options: { environment?: Record<string, string>; dataDirectory?: string } = {},
): Promise<Workbench> {
  const bugs: unknown[] = []
  const workbench = createWorkbench(
    createHostPorts({
      host: 'command-line',
      dataDirectory: options.dataDirectory ?? (await temporaryDirectory()),
      environment: options.environment ?? {},
    }),
    (error) => bugs.push(error),
  )
  onTestFinished(async () => {
    await workbench.close()
    if (bugs.length > 0) throw bugs[0]
  })
  return workbench
}
