import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { json } from 'node:stream/consumers'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import type { Output } from '#main/hosts/cli/output.ts'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import type { PlanInput } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { TrialEvent } from '#shared/domain/trial.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { writtenFile } from '#shared/domain/report.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'

const environment = { ASSAY_SEGMIND_API_KEY: 'SG_0123456789abcdef' }

/** A provider that draws what it is told to: `black`, `damaged` (mended, so that only decoding can tell), or noise. */
async function startPainter(): Promise<string> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  const draw = (kind: string): Promise<Buffer> =>
    sharp({
      create: { width: 512, height: 512, channels: 3, background: '#000', ...(kind === 'black' ? {} : { noise }) },
    })
      .jpeg()
      .toBuffer()
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { prompt } = (await json(request)) as { prompt: string }
    const whole = await draw(prompt)
    const cut = whole.subarray(0, Math.floor(whole.length * 0.6))
    response.writeHead(200, { 'content-type': 'image/jpeg', 'x-cost': '0.001' })
    response.end(prompt === 'damaged' ? Buffer.concat([cut, Buffer.from([0xff, 0xd9])]) : whole)
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function planFor(baseUrl: string): PlanInput {
  const prompts = ['black', 'damaged', 'noise'].map((text) => ({ text }))
  const parameters = { width: 512, height: 512 }
  return {
    name: 'Painter',
    prompts,
    repeats: 2,
    calibrate: false,
    contenders: [{ id: 'painter', provider: 'segmind', model: 'sdxl1.0-txt2img', baseUrl, parameters, concurrency: 2 }],
  }
}

/** Flags by prompt: `black`, `damaged`, `noise`. */
function flagsByPrompt(rows: readonly SampleRow[]): string[] {
  return [0, 1, 2].map((index) =>
    rows
      .filter(({ caseIndex }) => caseIndex === index)
      .map(({ flags }) => flags.join(' '))
      .join(),
  )
}

test('what is found in a picture after its sample has landed never reaches the page, or the report', async () => {
  const workbench = await testWorkbench({ environment })
  const { trialId } = await workbench.client.trial.start(planFor(await startPainter()))
  const events: TrialEvent[] = []
  for await (const event of await workbench.client.trial.watch({ trialId })) events.push(event)

  const told = new Map(
    events.flatMap((event) =>
      event.type === 'landed' ? event.samples.map((row) => [row.sampleId, row] as const) : [],
    ),
  )
  expect(flagsByPrompt([...told.values()])).toEqual(['black,black', 'damaged,damaged', ','])
  expect(events.filter(({ type }) => type === 'settled')).toEqual([
    { type: 'settled', status: 'finished', reason: null },
  ])
  const rows = await workbench.client.sample.rows({ trialId })
  expect(rows.map(({ outcome, examined }) => [outcome, examined])).toEqual(rows.map(() => ['succeeded', true]))
  expect(flagsByPrompt(rows)).toEqual(['black,black', 'damaged,damaged', ','])

  const again: TrialEvent[] = []
  for await (const event of await workbench.client.trial.watch({ trialId })) again.push(event)
  expect(again.map(({ type }) => type)).toEqual(['progress', 'landed', 'settled'])
})

test('a report that is written before its pictures are examined, or an analysis that counts them as good', async () => {
  const workbench = await testWorkbench({ environment })
  const { trialId } = await workbench.client.trial.start(planFor(await startPainter()))
  await workbench.trialEnded(trialId)
  const { findings } = await workbench.client.analysis.get({ trialId })
  // What is not examined by now was not when the analysis was made. On a busy machine all may be.
  const rows = await workbench.client.sample.rows({ trialId })
  const isExamined = rows.every(({ examined }) => examined !== false)
  const isTold = findings.some(({ text }) => /^\d of 6 pictures not examined yet/.test(text))
  expect(isTold || isExamined).toBe(true)

  const written = await workbench.client.report.write({ trialId })
  const html = await readFile(writtenFile(written, 'html').path, 'utf8')
  expect(html).not.toContain('not examined yet')
  expect(html).toContain('2 damaged picture')
  expect(html).toContain('2 black picture')
  expect(
    (await readFile(writtenFile(written, 'csv').path, 'utf8')).match(/,damaged,[0-9a-f]*,[0-9a-f]*,true,/g),
  ).toHaveLength(2)
})

test('pictures whose process was gone before they were examined, and that nobody looks into any more', async () => {
  const dataDirectory = await temporaryDirectory()
  const first = await testWorkbench({ environment, dataDirectory })
  const { trialId } = await first.client.trial.start(planFor(await startPainter()))
  await first.trialEnded(trialId)
  await first.close()
  const second = await testWorkbench({ environment, dataDirectory })
  await second.examined(trialId)
  expect(flagsByPrompt(await second.client.sample.rows({ trialId }))).toEqual(['black,black', 'damaged,damaged', ','])
})

test('page, command line and report say different things of what is usable, or of what was measured', async () => {
  const dataDirectory = await temporaryDirectory()
  const workbench = await testWorkbench({ environment, dataDirectory })
  const { client } = workbench
  const { trialId } = await client.trial.start(planFor(await startPainter()))
  await workbench.trialEnded(trialId)
  const written = await client.report.write({ trialId })
  const report = writtenFile(written, 'html').path
  const json = writtenFile(written, 'json').path
  const gates = (await client.analysis.get({ trialId })).contenders[0]?.gates
  // Both black pictures are the same file.
  expect(gates).toMatchObject({
    pictures: 6,
    usable: 2,
    open: 0,
    failed: { decodes: 2, 'not-black': 2, 'not-repeated': 1 },
    costPerUsableMicros: { state: 'known', value: 3000, count: 2 },
  })
  const checks = await client.check.ofTrial({ trialId })
  const [painter] = checks.contenders
  expect(painter?.soft.find(({ name }) => name === 'noise')).toMatchObject({ measured: 4, unmeasured: 2, tripped: 2 })
  expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({ checks })

  const rows = await client.sample.rows({ trialId })
  const values = await client.check.values({ trialId })
  expect(values.map(({ sampleId }) => sampleId)).toEqual(rows.map(({ sampleId }) => sampleId))
  for (const { caseIndex, image, sampleId } of rows) {
    const measures = await client.check.ofPicture({ trialId, sha256: image?.sha256 ?? '' })
    const own = values.find((one) => one.sampleId === sampleId)?.values
    expect(Object.fromEntries(measures.map(({ name, value }) => [name, value]))).toEqual(own)
    const [black, damaged, noise] = [0, null, expect.closeTo(25, -1) as number]
    expect(own?.noise).toEqual([black, damaged, noise][caseIndex])
  }

  const lines: string[] = []
  const out = (text: string): unknown => lines.push(text)
  const output: Output = { out, err: out, isTerminal: false, columns: 200 }
  expect(await runCommandLine(['checks', trialId, '--data', dataDirectory], output)).toBe(0)
  const line = '2 of 6 pictures usable: 2 damaged, 2 black, 1 repeats another picture'
  expect(lines[0]).toContain(line)
  expect(lines.join('\n')).toMatch(/Noise .+2 noisy, 2 not measured/)
  expect(await readFile(report, 'utf8')).toContain('2 damaged, 2 black, 1 repeats another picture')
})
