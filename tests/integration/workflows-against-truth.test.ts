import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import { environmentVariable } from '#main/providers/describe-provider.ts'
import { comfydeployDeployments } from '#main/providers/comfydeploy/simulator.ts'
import { runflowDeployments } from '#main/providers/runflow/simulator.ts'
import { viewcomfyDeployments } from '#main/providers/viewcomfy/simulator.ts'
import { describeDeployment } from '#main/simulators/deployments/deployment.ts'
import type { TruthEntry } from '#main/simulators/simulator.ts'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import sdxl from '#resources/workflows/sdxl-text-to-image.json' with { type: 'json' }
import type { PlanInput } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'

const DEPLOYED = {
  runflow: runflowDeployments,
  comfydeploy: comfydeployDeployments,
  viewcomfy: viewcomfyDeployments,
} as const

const OUTCOMES: Readonly<Record<TruthEntry['outcome'], SampleRow['outcome']>> = {
  served: 'succeeded',
  refused: 'refused',
  rejected: 'failed',
  'server-error': 'failed',
  'rate-limited': 'failed',
  cancelled: 'cancelled',
}

test('a workflow at each provider of workflows gives the picture and the cost that its simulator really gave', async () => {
  const providers = [...Object.keys(DEPLOYED), 'comfy-cloud']
  const running = await startSimulatorThread({
    seed: 7,
    providers,
    practiceDirectory: join(findInstallation().resourcesDirectory, 'practice'),
    timeScale: 0.05,
  })
  onTestFinished(() => running.close())
  const environment = Object.fromEntries(
    running.simulators.flatMap(({ providerId, baseUrl, credentials }) =>
      Object.entries({ baseUrl, ...credentials }).map(([field, value]) => [
        environmentVariable(providerId, field),
        value,
      ]),
    ),
  )
  const workbench = await testWorkbench({ environment })
  const { client } = workbench

  const parameters = { width: 256, height: 192, steps: 20 }
  const contenders: PlanInput['contenders'] = []
  for (const [provider, [deployment]] of Object.entries(DEPLOYED)) {
    const content = describeDeployment(deployment!)
    const { id } = await client.workflow.save({ name: provider, content })
    contenders.push({
      id: provider,
      provider,
      model: 'workflow',
      workflow: id,
      parameters,
      // The simulated machines of ComfyDeploy run on an A10G.
      ...(provider === 'comfydeploy' && { priceId: 'comfydeploy/a10g' }),
    })
  }
  const { workflow } = await client.workflow.import({ name: 'comfy-cloud', graph: sdxl.graph })
  contenders.push({ id: 'comfy-cloud', provider: 'comfy-cloud', model: 'workflow', workflow: workflow.id, parameters })

  const { trialId } = await client.trial.start({
    name: 'Workflows',
    prompts: [{ text: 'Celadon vase with a cotton branch' }, { text: 'Mountain lake at first light' }],
    repeats: 2,
    seed: 11,
    calibrate: false,
    retry: { maximumAttempts: 1 },
    contenders,
  })
  await workbench.trialEnded(trialId)
  const [trial, rows, truth] = await Promise.all([
    client.trial.get({ trialId }),
    client.sample.rows({ trialId }),
    running.truth(),
  ])
  expect(trial.status).toBe('finished')
  expect(rows).toHaveLength(contenders.length * 2 * 2)
  expect(truth).toHaveLength(rows.length)

  for (const row of rows) {
    const prompt = trial.plan.cases[row.caseIndex]?.prompt
    const entry = truth.find(
      ({ providerId, ...call }) => providerId === row.contenderId && call.prompt === prompt && call.seed === row.seed,
    )
    const what = `${row.contenderId} ${prompt} seed ${row.seed}`
    expect(entry, `${what} is not in the truth log`).toBeDefined()
    expect(row.outcome, what).toBe(OUTCOMES[entry!.outcome])
    if (entry!.outcome !== 'served') continue
    expect(row.chargeMicros, `${what}: cost to the micro-dollar`).toBe(entry!.costMicros)
    expect(row.image?.sha256, `${what}: the picture that was kept`).toBe(entry!.images[0]?.sha256)
    expect(row.latencyMs, `${what}: received before it was ready`).toBeGreaterThan(
      entry!.readyMs - entry!.receivedMs - 1,
    )
  }
  expect(rows.filter((row) => row.outcome === 'succeeded').length).toBeGreaterThan(rows.length * 0.8)
})
