import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readBundle } from '#main/store/bundle/read-bundle.ts'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { contract } from '#shared/contract.ts'
import { firstSettings } from '#shared/decision/scenarios.ts'
import type { OpenedBundle } from '#shared/domain/bundle.ts'
import type { ExportFormat } from '#shared/domain/report.ts'
import type { Results } from '#shared/domain/results.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { VoteQuestion } from '#shared/domain/vote.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { manifestOf, unzipped } from '../unit/store/bundle/example-bundle.ts'
import { bundleOf, QUESTION, tellingTrial } from './telling-trial.ts'

/** As another Assay asks for it, and as the Assay that made it: the same but for the ids. */
interface Asked {
  client: Workbench['client']
  trialId: string
  runId: string
}

/**
 * Every procedure that a screen of a bundle calls, with all that a screen may ask it. What an answer of a bundle may lack, or say otherwise, is named
 * beside it and nowhere else.
 */
const READ_ONLY: Record<string, (asked: Asked) => Promise<unknown>> = {
  // Addresses, accounts and workflows stay where the trial was made.
  'trial.get': async ({ client, trialId }) => withoutPlaces(await client.trial.get({ trialId })),
  'trial.sittings': async ({ client, trialId }) =>
    (await client.trial.sittings({ trialId })).map(
      ({ environment: { accounts: _accounts, ...environment }, ...sitting }) => ({
        ...sitting,
        environment,
      }),
    ),
  'sample.rows': ({ client, trialId }) => client.sample.rows({ trialId }),
  'analysis.get': ({ client, trialId }) => client.analysis.get({ trialId }),
  'analysis.charts': ({ client, trialId }) => client.analysis.charts({ trialId }),
  'analysis.latency': ({ client, trialId }) => client.analysis.latency({ trialId }),
  'check.ofTrial': ({ client, trialId }) => client.check.ofTrial({ trialId }),
  'check.values': ({ client, trialId }) => client.check.values({ trialId }),
  'check.agreement': ({ client, trialId }) => eachQuestion((asked) => client.check.agreement({ trialId, ...asked })),
  'check.ofPicture': async ({ client, trialId }) => {
    const rows = await client.sample.rows({ trialId })
    const hashes = rows.flatMap(({ image }) => image?.sha256 ?? [])
    return Promise.all(hashes.map((sha256) => client.check.ofPicture({ trialId, sha256 })))
  },
  'mark.list': ({ client, trialId }) => client.mark.list({ trialId }),
  'vote.sessions': ({ client, trialId }) => client.vote.sessions({ trialId }),
  'vote.list': ({ client, trialId }) => client.vote.list({ trialId }),
  'vote.rate': ({ client, trialId }) => eachQuestion((asked) => client.vote.rate({ trialId, ...asked })),
  'judge.list': ({ client, trialId }) => client.judge.list({ trialId }),
  'judge.show': ({ client, runId }) => client.judge.show({ runId }),
  'judge.rate': ({ client, runId }) => client.judge.rate({ runId, question: QUESTION }),
  'judge.calls': ({ client, runId }) => client.judge.calls({ runId }),
  'decision.get': ({ client, trialId }) => client.decision.get({ trialId }),
  'decision.evaluate': async ({ client, trialId }) =>
    Promise.all([
      client.decision.evaluate({ trialId }),
      client.decision.evaluate({ trialId, settings: { ...firstSettings(), imagesPerMonth: 5000 } }),
    ]),
  'report.export': async ({ client, trialId }) => {
    const exported = async (format: ExportFormat): Promise<string> =>
      (await client.report.export({ trialId, format })).file.text()
    return {
      // Where contenders were asked is left out; and pictures are reduced anew where there are no thumbnails.
      html: (await exported('html'))
        .replace(/<h3>Contenders as they were run.*?<\/table>/s, '')
        .replaceAll(/data:image\/[\w;,+/=]+/g, 'a picture'),
      csv: (parse(await exported('csv'), { columns: true, bom: true }) as Record<string, string>[]).map(
        ({ image_bytes: _imageBytes, ...row }) => row,
      ),
      json: withoutPlacesInResults(await exported('json')),
    }
  },
}

/** What is asked of no trial, or refused to a bundle: see the next test. */
const NOT_OF_A_BUNDLE = [
  /^(account|budget|bundle|claim|currency|instrument|picture|plan|price|promptSet|provider|rental|spend|system|vault|watch|workflow)\./,
  /^trial\.(start|list|progress|watch|pause|resume|retry|extend|cancel)$/,
  // Exchanges name addresses; how each ended is counted, see `analysis.charts`.
  /^sample\.get$/,
  // Of two trials: see `compare-bundles.test.ts`.
  /^analysis\.(compare|models|history)$/,
  /^judge\.(accounts|estimate|start|stop|resume)$/,
  /^vote\.(begin|state|answer|undo|exportFile|importAnswers)$/,
  /^(mark\.set|decision\.save)$/,
  // Written into the data folder as the report that is exported; a gallery has a page of its own.
  /^report\.(write|gallery)$/,
]

test('a procedure was added to the contract, and nobody said whether a bundle answers it', () => {
  const names = Object.entries(contract).flatMap(([noun, verbs]) => Object.keys(verbs).map((verb) => `${noun}.${verb}`))
  const unsaid = names.filter((name) => !(name in READ_ONLY) && !NOT_OF_A_BUNDLE.some((of) => of.test(name)))
  expect(unsaid).toEqual([])
  expect(Object.keys(READ_ONLY).filter((name) => !names.includes(name))).toEqual([])
})

test('what another Assay shows of a bundle is not what was measured, judged, marked and decided where it was made', async () => {
  const made = await tellingTrial()
  const path = await bundleOf(made)
  expect((await readBundle(path)).trialId).toBe(made.trialId)
  const workbench = await testWorkbench()
  const { client } = workbench
  const response = await workbench.handler(
    new Request('http://workbench/bundles', { method: 'POST', body: new Uint8Array(await readFile(path)) }),
  )
  const opened = (await response.json()) as OpenedBundle
  expect(await client.bundle.list()).toEqual([opened])
  expect(await client.bundle.get({ bundleId: opened.id })).toEqual(opened)
  const { clearedPictures } = await manifestOf(path)
  // The simulators write into their pictures, as other generators do.
  expect(clearedPictures.length).toBeGreaterThan(0)
  const cleared = Object.fromEntries(clearedPictures.map(({ sha256, cameAs }) => [sha256, cameAs]))
  const there = { client: made.workbench.client, trialId: made.trialId, runId: made.runId }
  const here = { client, trialId: opened.id, runId: `${opened.id}.${made.runId}` }
  for (const [name, ask] of Object.entries(READ_ONLY)) {
    const [one, other] = [await ask(here), await ask(there)]
    expect(asInTrial(one, { ...cleared, [`${opened.id}.`]: '', [opened.id]: made.trialId }), name).toEqual(
      asInTrial(other, {}),
    )
    // An empty answer would be like any other empty one.
    expect(JSON.stringify(other).length, name).toBeGreaterThan(100)
  }
  const { contenders } = await client.analysis.charts({ trialId: opened.id })
  expect(contenders.map(({ attempts }) => attempts.succeeded)).toEqual([3, 3, 3])

  for (const { image } of await client.sample.rows({ trialId: opened.id })) {
    const sha256 = image?.sha256 ?? ''
    const [one, same] = await Promise.all([
      shownPicture(workbench.handler, sha256),
      shownPicture(made.workbench.handler, cleared[sha256] ?? sha256),
    ])
    expect(one.type).toBe(same.type)
    expect(one.pixels.equals(same.pixels)).toBe(true)
    const reduced = await workbench.handler(new Request(`http://workbench/thumbnails/${sha256}?side=256`))
    expect(reduced.status).toBe(200)
  }
  const report = await workbench.handler(new Request(`http://workbench/reports/${opened.id}/report.html`))
  expect(await report.text()).toBe((await unzipped(path)).get('report.html')?.toString('utf8'))
})

function eachQuestion<Answer>(
  ask: (asked: { question: VoteQuestion; reviewer: string | null }) => Promise<Answer>,
): Promise<Answer[]> {
  const asked = VoteQuestion.options.flatMap((question) => [null, 'Ada'].map((reviewer) => ({ question, reviewer })))
  return Promise.all(asked.map(ask))
}

async function shownPicture(
  handler: Workbench['handler'],
  sha256: string,
): Promise<{ type: string | null; pixels: Buffer }> {
  const response = await handler(new Request(`http://workbench/images/${sha256}`))
  const pixels = await sharp(Buffer.from(await response.arrayBuffer()))
    .raw()
    .toBuffer()
  return { type: response.headers.get('content-type'), pixels }
}

/** Without the sizes of picture files: what was written beside their pixels is gone from them. */
function asInTrial(answer: unknown, names: Record<string, string>): unknown {
  const text = Object.entries(names).reduce((all, [one, other]) => all.replaceAll(one, other), JSON.stringify(answer))
  return JSON.parse(text, (key, value: unknown) => (key === 'sizeBytes' ? null : value))
}

function withoutPlaces({ plan, environment, ...trial }: Trial): unknown {
  const { accounts: _accounts, ...machine } = environment
  return {
    ...trial,
    environment: machine,
    plan: {
      ...plan,
      contenders: plan.contenders.map(
        ({ account: _account, baseUrl: _baseUrl, workflow: _workflow, ...contender }) => contender,
      ),
    },
  }
}

function withoutPlacesInResults(text: string): unknown {
  const { trial, ...results } = JSON.parse(text) as Results
  return { ...results, trial: withoutPlaces(trial) }
}

test('an opened bundle is run, changed, judged or voted on, or stays after it was removed', async () => {
  const made = await tellingTrial()
  const workbench = await testWorkbench()
  const { client } = workbench
  const { id } = await workbench.openBundle(await bundleOf(made))
  const here = { trialId: id }
  const before = JSON.stringify([
    await client.decision.get(here),
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
    client.decision.save({ ...here, basedOn: 1, settings: firstSettings() }),
  ]
  for (const result of await Promise.allSettled(changes)) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'NOT_FOUND' } })
  }
  expect(
    JSON.stringify([
      await client.decision.get(here),
      await client.sample.rows(here),
      await client.mark.list(here),
      await client.vote.list(here),
    ]),
  ).toBe(before)
  expect((await client.trial.list({})).total).toBe(0)
  await client.bundle.remove({ bundleId: id })
  await expect(client.trial.get(here)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(client.analysis.get(here)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(client.bundle.remove({ bundleId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a bundle that is open can’t be written again in every format, becomes another one by it, or gives away more than it was asked to', async () => {
  const made = await tellingTrial()
  const path = await bundleOf(made)
  const { client, ...workbench } = await testWorkbench()
  const opened = await workbench.openBundle(path)
  const directory = await temporaryDirectory()
  const formats = ['html', 'pdf', 'md', 'json', 'csv', 'bundle'] as const
  const asked = { trialId: opened.id, formats: [...formats], template: 'full' as const }
  const { files } = await workbench.writeReport({ ...asked, leaveOut: [] }, directory)
  expect(files.map(({ format, sizeBytes }) => [format, sizeBytes > 1000])).toEqual(
    formats.map((format) => [format, true]),
  )
  expect((await readFile(join(directory, 'evidence.zip'))).equals(await readFile(path))).toBe(true)

  // From the page: where it is written is where it is read from.
  await client.report.write({ trialId: opened.id, formats: ['bundle'] })
  const saved = await workbench.handler(new Request(`http://workbench/reports/${opened.id}/evidence.zip`))
  expect(Buffer.from(await saved.arrayBuffer()).equals(await readFile(path))).toBe(true)

  const less = await temporaryDirectory()
  await workbench.writeReport({ ...asked, formats: ['bundle'], leaveOut: ['prompts', 'pictures'] }, less)
  const reduced = await workbench.openBundle(join(less, 'evidence.zip'))
  expect(reduced).toMatchObject({ trialId: made.trialId, pictureCount: 0, missingPictureCount: 0 })
  expect(reduced.leftOut).toEqual([...opened.leftOut, 'pictures', 'prompts'])
  const there = { trialId: made.trialId, question: QUESTION, reviewer: null }
  expect(await client.vote.rate({ ...there, trialId: reduced.id })).toEqual(
    await made.workbench.client.vote.rate(there),
  )
  const [judge] = await client.judge.list({ trialId: reduced.id })
  expect(judge?.run.id).toBe(`${reduced.id}.${made.runId}`)
  // What came without prompts does not say so once and then forget it.
  const again = await temporaryDirectory()
  await workbench.writeReport({ ...asked, trialId: reduced.id, leaveOut: [] }, again)
  expect(await readFile(join(again, 'report.html'), 'utf8')).toContain('Prompts are left out')
  expect((await readBundle(join(again, 'evidence.zip'))).manifestSha256).toBe(reduced.manifestSha256)
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
