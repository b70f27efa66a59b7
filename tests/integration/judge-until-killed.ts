import { createHostPorts } from '#main/hosts/create-host-ports.ts'
import { createWorkbench } from '#main/workbench/workbench.ts'
import type { JudgeDraft } from '#shared/domain/judge.ts'

// A judge in a process that will be killed: `node judge-until-killed.ts <folder> <draft as JSON>`.
const [dataDirectory = '', draft = '{}'] = process.argv.slice(2)
const ports = createHostPorts({ host: 'command-line', dataDirectory, environment: process.env })
const workbench = createWorkbench(ports, (error) => {
  console.error(error)
  process.exitCode = 1
})
const { runId } = await workbench.client.judge.start(JSON.parse(draft) as JudgeDraft)
await workbench.judgeEnded(runId)
await workbench.close()
