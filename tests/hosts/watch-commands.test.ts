import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

async function watch(data: string, ...words: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const lines: Record<'out' | 'err', string[]> = { out: [], err: [] }
  const exitCode = await runCommandLine(['watch', ...words, '--data', data], {
    out: (text) => lines.out.push(text),
    err: (text) => lines.err.push(text),
    isTerminal: false,
    columns: 80,
  })
  return { exitCode, out: lines.out.join('\n'), err: lines.err.join('\n') }
}

const PLAN = {
  name: 'Every six hours',
  prompts: ['a fox'],
  calibrate: false,
  contenders: [{ id: 'novita', provider: 'novita', model: 'flux-1-schnell', account: 'practice' }],
}

async function planIn(directory: string, plan: object = PLAN): Promise<string> {
  const path = join(directory, 'plan.json')
  await writeFile(path, JSON.stringify(plan))
  return path
}

test('cron runs a time twice, or nothing of a watch reaches the one who wrote the plan', async () => {
  const data = await temporaryDirectory()
  const plan = await planIn(data)
  const added = await watch(data, 'add', plan, '--every', '6h', '--for', '14d', '--json')
  expect(added).toMatchObject({ exitCode: 0, err: '' })
  const { watch: made } = JSON.parse(added.out) as { watch: { id: string; everyMinutes: number } }
  expect(made.everyMinutes).toBe(360)

  const first = await watch(data, 'run', '--once', '--json')
  expect(first.exitCode).toBe(0)
  expect(JSON.parse(first.out)).toMatchObject({ runs: [{ watchId: made.id, number: 1, status: 'finished' }] })
  expect(await watch(data, 'run', '--once')).toMatchObject({ exitCode: 0, out: 'Nothing was due.' })

  expect((await watch(data, 'show', 'Every six hours')).out).toMatch(/every 6 h until .*finished/s)
  expect((await watch(data, 'pause', made.id)).out).toContain('paused')
  expect((await watch(data, 'resume', made.id)).out).toContain('next ')
  expect((await watch(data, 'remove', made.id)).exitCode).toBe(0)
  expect((await watch(data, 'list')).out).toContain('Nothing is watched')
})

test('a plan that can’t be started is found out at night, or a time is guessed', async () => {
  const data = await temporaryDirectory()
  const contenders = [{ ...PLAN.contenders[0], model: 'no-such-model' }]
  const wrong = await watch(data, 'add', await planIn(data, { ...PLAN, contenders }), '--every', '6h')
  expect(wrong.exitCode).toBe(2)
  expect(wrong.err).toContain('no-such-model')
  const guessed = await watch(data, 'add', await planIn(data), '--every', '6')
  expect(guessed).toMatchObject({ exitCode: 2, err: expect.stringContaining('30min, 6h, 14d') })
  expect((await watch(data, 'show', 'nothing')).exitCode).toBe(1)
})
