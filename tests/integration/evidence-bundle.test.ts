import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBundle } from '#main/store/bundle/read-bundle.ts'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import type { OpenedBundle } from '#shared/domain/bundle.ts'
import { writtenFile } from '#shared/domain/report.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { judgedTrial, type JudgedTrial } from './judged-trial.ts'
import { unzipped } from '../unit/store/bundle/example-bundle.ts'

const QUESTION = 'preferred' as const

/** A trial that a judge has judged, a person has voted on, and somebody has marked. */
async function tellingTrial(): Promise<JudgedTrial & { runId: string; sampleId: string; sessionId: string }> {
  const trial = await judgedTrial()
  const { trialId, workbench } = trial
  const { client } = workbench
  const { runId } = await client.judge.start({
    trialId,
    account: 'environment:openai-images',
    modelId: 'practice/judge',
    price: { inputUsd: '0.15', outputUsd: '0.60' },
    ceilingMicros: null,
    questions: [QUESTION],
    pairs: 4,
    capMicros: 1_000_000,
  })
  await workbench.judgeEnded(runId)
  let state = await client.vote.begin({ trialId, reviewer: 'Ada', questions: [QUESTION], shownAtOnce: 2 })
  for (let votes = 0; votes < 4 && state.ballot !== null; votes += 1) {
    state = await client.vote.answer({
      sessionId: state.session.id,
      number: state.ballot.number,
      pictures: state.ballot.pictures.map(({ sha256 }) => sha256),
      answer: { ranks: [1, 2], noneIsGood: false },
      surround: 'mid',
      lookedMs: 900,
    })
  }
  const [row] = await client.sample.rows({ trialId })
  const sampleId = row?.sampleId ?? ''
  await client.mark.set({ sampleId, stars: 4, verdict: 'pass', tags: ['keep'], note: 'as asked' })
  return { ...trial, runId, sampleId, sessionId: state.session.id }
}

async function bundleOf({ workbench, trialId }: JudgedTrial): Promise<string> {
  return writtenFile(await workbench.client.report.write({ trialId, formats: ['bundle'] }), 'bundle').path
}

test('what another Assay shows of a bundle is not what was measured, judged and marked where it was made', async () => {
  const made = await tellingTrial()
  const path = await bundleOf(made)
  expect((await readBundle(path)).trialId).toBe(made.trialId)
  const { client, ...workbench } = await testWorkbench()
  const response = await workbench.handler(
    new Request('http://workbench/bundles', { method: 'POST', body: new Uint8Array(await readFile(path)) }),
  )
  const opened = (await response.json()) as OpenedBundle
  expect(await client.bundle.list()).toEqual([opened])
  const [there, here] = [{ trialId: made.trialId }, { trialId: opened.id }]
  const other = made.workbench.client

  const { plan, environment, ...trial } = await client.trial.get(here)
  const { plan: planThere, environment: environmentThere, ...trialThere } = await other.trial.get(there)
  expect(trial).toEqual({ ...trialThere, id: opened.id })
  expect(environment).toEqual(environmentThere)
  expect(plan.cases).toEqual(planThere.cases)
  const told = ({ contenders }: typeof plan) =>
    contenders.map(({ id, name, modelId, price, parameters }) => ({ id, name, modelId, price, parameters }))
  expect(told(plan)).toEqual(told(planThere))

  expect(await client.sample.rows(here)).toEqual(await other.sample.rows(there))
  expect(await client.analysis.get(here)).toEqual({ ...(await other.analysis.get(there)), trialId: opened.id })
  expect(await client.analysis.latency(here)).toEqual(await other.analysis.latency(there))
  expect(await client.check.ofTrial(here)).toEqual({ ...(await other.check.ofTrial(there)), trialId: opened.id })
  expect(await client.check.values(here)).toEqual(await other.check.values(there))
  expect(await client.mark.list(here)).toEqual(await other.mark.list(there))
  const asked = { question: QUESTION, reviewer: null }
  const rating = await client.vote.rate({ ...here, ...asked })
  expect(rating.voteCount).toBe(4)
  expect(rating).toEqual(await other.vote.rate({ ...there, ...asked }))
  expect(await client.check.agreement({ ...here, ...asked })).toEqual(
    await other.check.agreement({ ...there, ...asked }),
  )
  const [judge] = await client.judge.list(here)
  const ratedThere = await other.judge.rate({ runId: made.runId, question: QUESTION })
  expect(ratedThere.voteCount).toBe(4)
  expect(await client.judge.rate({ runId: judge?.run.id ?? '', question: QUESTION })).toEqual(ratedThere)
  expect((await client.judge.calls({ runId: judge?.run.id ?? '' })).calls).toHaveLength(8)

  for (const { image } of await client.sample.rows(here)) {
    const [one, same] = await Promise.all(
      [workbench.handler, made.workbench.handler].map(async (ask) => {
        const picture = await ask(new Request(`http://workbench/images/${image?.sha256}`))
        return { type: picture.headers.get('content-type'), bytes: Buffer.from(await picture.arrayBuffer()) }
      }),
    )
    expect(one).toEqual(same)
    const reduced = await workbench.handler(new Request(`http://workbench/thumbnails/${image?.sha256}?side=256`))
    expect(reduced.status).toBe(200)
  }
  const report = await workbench.handler(new Request(`http://workbench/reports/${opened.id}/report.html`))
  expect(await report.text()).toBe((await unzipped(path)).get('report.html')?.toString('utf8'))
  const again = await client.report.export({ ...here, format: 'csv' })
  expect((await again.file.text()).replaceAll(opened.id, made.trialId)).toBe(
    (await unzipped(path)).get('results.csv')?.toString('utf8'),
  )
})

test('an opened bundle is run, changed, judged, voted on or bundled again, or stays after it was removed', async () => {
  const made = await tellingTrial()
  const workbench = await testWorkbench()
  const { client } = workbench
  const { id } = await workbench.openBundle(await bundleOf(made))
  const here = { trialId: id }
  const before = JSON.stringify([
    await client.sample.rows(here),
    await client.mark.list(here),
    await client.vote.list(here),
  ])
  const judging = {
    account: 'practice:openai-images',
    modelId: 'm',
    price: null,
    ceilingMicros: 1,
    questions: [QUESTION],
    pairs: 1,
  }
  const [judge] = await client.judge.list(here)
  const changes = [
    client.trial.resume(here),
    client.trial.retry(here),
    client.trial.pause(here),
    client.trial.cancel(here),
    client.vote.begin({ ...here, reviewer: 'Eve', questions: [QUESTION], shownAtOnce: 2 }),
    client.vote.exportFile({ ...here, questions: [QUESTION], shownAtOnce: 2, ballots: 2 }),
    client.judge.start({ ...here, ...judging, capMicros: 10 }),
    client.judge.estimate({ ...here, ...judging }),
    client.judge.resume({ runId: judge?.run.id ?? '' }),
    client.mark.set({ sampleId: made.sampleId, stars: 1, verdict: null, tags: [], note: '' }),
    client.vote.undo({ sessionId: made.sessionId, number: 1 }),
  ]
  for (const result of await Promise.allSettled(changes)) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'NOT_FOUND' } })
  }
  await expect(client.report.write({ ...here, formats: ['bundle'] })).rejects.toMatchObject({ code: 'BAD_USAGE' })
  expect(
    JSON.stringify([await client.sample.rows(here), await client.mark.list(here), await client.vote.list(here)]),
  ).toBe(before)
  expect((await client.trial.list({})).total).toBe(0)
  await client.bundle.remove({ bundleId: id })
  await expect(client.trial.get(here)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(client.analysis.get(here)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(client.bundle.remove({ bundleId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a key or the address of a server stands in a bundle, packed where no search of the disk would find it', async () => {
  const made = await tellingTrial()
  const own = Object.values(made.environment)
  expect(own.length).toBeGreaterThan(5)
  for (const [name, bytes] of await unzipped(await bundleOf(made))) {
    for (const text of [...own, '127.0.0.1', 'localhost'])
      expect(bytes.includes(text), `${text} in ${name}`).toBe(false)
  }
})

test('the command line verifies what it should refuse, opens it, or gives no exit code that a script can use', async () => {
  const made = await tellingTrial()
  const path = join(await temporaryDirectory(), 'evidence.zip')
  await copyFile(await bundleOf(made), path)
  const data = await temporaryDirectory()
  // Whoever makes one is told the hash by which another knows it again.
  const directory = await temporaryDirectory()
  const told = await run('report', made.trialId, '--data', made.dataDirectory, '--out', directory, '--format', 'bundle')
  expect(told.text).toContain((await readBundle(join(directory, 'evidence.zip'))).manifestSha256)
  const verified = await run('bundle', 'verify', path)
  expect(verified).toMatchObject({
    exitCode: 0,
    text: expect.stringMatching(/every byte is as its manifest says/) as string,
  })
  const opened = await run('bundle', 'open', path, '--data', data, '--json')
  const { id } = JSON.parse(opened.text) as OpenedBundle
  expect((await run('bundle', 'list', '--data', data)).text).toContain(`${id}  `)
  const written = await run('report', id.slice(0, 12), '--data', data, '--out', join(data, 'again'), '--format', 'html')
  expect(written).toEqual({ exitCode: 0, text: join(data, 'again', 'report.html') })
  expect(await run('bundle', 'remove', id, '--data', data)).toEqual({ exitCode: 0, text: `Removed ${id}.` })

  const bytes = await readFile(path)
  bytes[2000] = (bytes[2000] ?? 0) ^ 1
  await writeFile(path, bytes)
  for (const words of [
    ['verify', path],
    ['open', path, '--data', data],
  ]) {
    const refused = await run('bundle', ...words)
    expect(refused).toMatchObject({
      exitCode: 1,
      text: expect.stringMatching(/no evidence bundle that can be relied on/) as string,
    })
  }
  expect((await run('bundle', 'list', '--data', data)).text).toMatch(/No bundle is open/)
})

/** What a command prints, and its exit code. */
async function run(...words: string[]): Promise<{ exitCode: number; text: string }> {
  const lines: string[] = []
  const write = (text: string) => void lines.push(text)
  const exitCode = await runCommandLine(words, { out: write, err: write, isTerminal: false, columns: 80 })
  return { exitCode, text: lines.join('\n') }
}
