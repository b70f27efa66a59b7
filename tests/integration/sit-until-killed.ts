import { createHostPorts } from '#main/hosts/create-host-ports.ts'
import { createWorkbench } from '#main/workbench/workbench.ts'
import type { PlanInput } from '#shared/domain/plan.ts'

// One sitting of a trial in a process that will be killed: `node sit-until-killed.ts <folder> <trial id, or -> <plan as JSON>`. It
// says what it does, a line each: `trial <id>`, `landed <sample id>`, and `settled <status>` when nothing is left to do.
const [dataDirectory = '', wanted = '-', plan = '{}'] = process.argv.slice(2)
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const ports = createHostPorts({ host: 'command-line', dataDirectory, environment: process.env })
const workbench = createWorkbench(ports, (error) => {
  console.error(error)
  process.exitCode = 1
})
const { client } = workbench
const found = wanted === '-' ? null : await client.trial.get({ trialId: wanted })
if (found?.status !== 'finished') {
  const { trialId } =
    found === null
      ? await client.trial.start(JSON.parse(plan) as PlanInput)
      : await client.trial.resume({ trialId: found.id })
  say(`trial ${trialId}`)
  for await (const event of await client.trial.watch({ trialId })) {
    if (event.type === 'landed') for (const { sampleId } of event.samples) say(`landed ${sampleId}`)
    if (event.type === 'settled') break
  }
  await workbench.trialEnded(trialId)
}
say('settled')
await workbench.close()
