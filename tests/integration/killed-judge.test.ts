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

test.each([1, 3])(
  'a judge that is killed with %i calls in flight asks answered pairs again, or loses sight of those that were in flight',
  async (concurrency) => {
    const dying: { child?: ChildProcess } = {}
    const held: number[] = []
    // From the sixth on calls reach the server and are never answered, until all places are taken.
    const trial = await judgedTrial((call) => {
      if (call < 5 || dying.child === undefined) return null
      held.push(call)
      if (held.length === concurrency) dying.child.kill('SIGKILL')
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
      concurrency,
    }
    const script = join(findInstallation().root, 'tests', 'integration', 'judge-until-killed.ts')
    dying.child = spawn(process.execPath, [script, dataDirectory, JSON.stringify(draft)], {
      env: childEnvironment(environment),
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    await once(dying.child, 'exit')
    delete dying.child
    expect(trial.calls).toHaveLength(5 + concurrency)

    const again = await testWorkbench({ environment, dataDirectory })
    const { client } = again
    const [interrupted] = await client.judge.list({ trialId })
    const runId = interrupted?.run.id ?? ''
    expect(interrupted).toMatchObject({
      answeredCalls: 5,
      sentCalls: 5 + concurrency,
      unknownCount: concurrency,
      run: { status: 'interrupted', concurrency },
    })
    // What the five cost is known, and those in flight may be billed.
    expect(interrupted?.countedMicros).toBe((interrupted?.knownMicros ?? 0) + concurrency * CEILING)
    const before = await client.judge.calls({ runId })
    const lost = before.calls.filter(({ finding }) => finding === 'interrupted')
    expect(lost.map(({ charge }) => charge.amountMicros)).toEqual(held.map(() => null))
    const { lines } = await client.spend.lines({ filter: { modelId: 'practice/judge', unknown: true }, limit: 10 })
    expect(lines.map(({ kind, amountMicros }) => ({ kind, amountMicros }))).toEqual(
      held.map(() => ({ kind: 'judge', amountMicros: null })),
    )

    await client.judge.resume({ runId })
    await again.judgeEnded(runId)
    expect(await client.judge.show({ runId })).toMatchObject({
      answeredCalls: 16,
      sentCalls: 16 + concurrency,
      judgedPairs: 4,
      run: { status: 'finished' },
    })
    const bodies = trial.calls.map(({ body }) => body)
    expect(bodies).toHaveLength(16 + concurrency)
    // Those that were in flight are the ones that were asked twice, and nothing else is.
    const twice = bodies.filter((body, index) => bodies.indexOf(body) !== index)
    expect(twice.toSorted()).toEqual(held.map((call) => bodies[call] ?? '').toSorted())
    expect(new Set(bodies).size).toBe(16)
    const { calls } = await client.judge.calls({ runId })
    expect(calls.filter(({ id }) => before.calls.some((call) => call.id === id))).toEqual(before.calls)
  },
)
