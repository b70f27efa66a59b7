import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import type { JudgeDraft } from '#shared/domain/judge.ts'
import { childEnvironment } from '#tests/support/child-environment.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { judgedTrial } from './judged-trial.ts'

const CEILING = 1000

test('a judge that is killed in the middle asks answered pairs again, or loses sight of the call that was in flight', async () => {
  const dying: { child?: ChildProcess } = {}
  // The sixth call reaches the server, and is never answered.
  const trial = await judgedTrial((call) => {
    if (call !== 5 || dying.child === undefined) return null
    dying.child.kill('SIGKILL')
    return new Promise(() => undefined)
  })
  const { trialId, dataDirectory, environment } = trial
  const draft: JudgeDraft = {
    trialId,
    account: 'environment:openai-images',
    modelId: 'practice/judge',
    price: { inputUsd: '0.15', outputUsd: '0.60' },
    ceilingMicros: CEILING,
    questions: ['preferred', 'plausible'],
    pairs: 4,
    capMicros: 20_000,
    answerAs: 'json-schema',
    temperature: 'zero',
  }
  const script = join(findInstallation().root, 'tests', 'integration', 'judge-until-killed.ts')
  dying.child = spawn(process.execPath, [script, dataDirectory, JSON.stringify(draft)], {
    env: childEnvironment(environment),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await once(dying.child, 'exit')
  expect(trial.calls).toHaveLength(6)

  const again = await testWorkbench({ environment, dataDirectory })
  const { client } = again
  const [interrupted] = await client.judge.list({ trialId })
  const runId = interrupted?.run.id ?? ''
  expect(interrupted).toMatchObject({ answeredCalls: 5, sentCalls: 6, unknownCount: 1, run: { status: 'interrupted' } })
  // What the five cost is known, and the sixth may be billed.
  expect(interrupted?.countedMicros).toBe((interrupted?.knownMicros ?? 0) + CEILING)
  const before = await client.judge.calls({ runId })
  expect(before.calls.at(-1)).toMatchObject({ finding: 'interrupted', charge: { amountMicros: null } })
  const { lines } = await client.spend.lines({ filter: { modelId: 'practice/judge', unknown: true }, limit: 10 })
  expect(lines).toMatchObject([{ kind: 'judge', amountMicros: null }])

  await client.judge.resume({ runId })
  await again.judgeEnded(runId)
  expect(await client.judge.show({ runId })).toMatchObject({
    answeredCalls: 16,
    sentCalls: 17,
    judgedPairs: 4,
    run: { status: 'finished' },
  })
  const bodies = trial.calls.map(({ body }) => body)
  expect(bodies).toHaveLength(17)
  expect(new Set(bodies).size).toBe(16)
  // The one that was in flight is the one that was asked twice.
  expect(bodies[6]).toBe(bodies[5])
  expect((await client.judge.calls({ runId })).calls.slice(0, 6)).toEqual(before.calls)
})
