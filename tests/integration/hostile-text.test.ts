import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright'
import sharp from 'sharp'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import { ReportFormat } from '#shared/domain/report.ts'
import { findBrowser } from '#tests/support/find-browser.ts'
import { CONTROLS, everyNastyText } from '#tests/support/nasty-text.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { exampleAttempt, exampleImage, exampleOrder, exampleSample, exampleTrial } from '../unit/store/examples.ts'
import { unzipped } from '../unit/store/bundle/example-bundle.ts'

let browser: string
const TEXTS = everyNastyText()
/** A name that would forge a line of its own, and clear all before it. */
const FORGED = 'One\u001B[2J\nAll gates hold.\r\u202E'

beforeAll(async () => {
  browser = await findBrowser()
})

/** A data folder with two trials whose every text is nasty. */
async function hostileFolder(): Promise<string> {
  const dataDirectory = await temporaryDirectory()
  const store = openStore({ directory: dataDirectory, clock: { now: () => new Date('2026-11-14T12:00:00Z') } })
  let taken = 0
  const text = (): string => TEXTS[taken++ % TEXTS.length] as string
  for (const id of ['trial-1', 'trial-2']) {
    const plain = exampleTrial({ status: 'finished' })
    const [one, other] = plain.plan.contenders
    if (one === undefined || other === undefined) throw new Error('expected two contenders')
    const plan = {
      ...plain.plan,
      name: FORGED,
      question: text(),
      contenders: [
        { ...one, name: FORGED, modelName: text(), providerName: text() },
        { ...other, name: text(), modelName: text(), providerName: text() },
      ],
      cases: plain.plan.cases.map((each) => ({
        ...each,
        name: text(),
        prompt: TEXTS.join('\n'),
        tags: ['=<b>[a](x)\u001B[2J\u202E'],
      })),
    }
    const order = exampleOrder()
    store.trials.create({ ...plain, id, plan }, order, 1)
    for (const { position } of order) {
      const own = { id: `${id}-sample-${position}`, trialId: id, latencyMs: 100 + position }
      const failure = { class: 'server' as const, message: text(), status: 503, rawBody: text() }
      store.samples.record(
        position % 5 === 4
          ? exampleSample(position, {
              ...own,
              outcome: 'failed',
              failure,
              attempts: [exampleAttempt({ failure })],
              images: [],
            })
          : exampleSample(position, own),
      )
    }
  }
  const drawn = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#a40' } })
    .png()
    .toBuffer()
  for (const { position } of exampleOrder()) {
    const path = store.files.imagePath(exampleImage(position).sha256)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, drawn)
  }
  store.close()
  return dataDirectory
}

test('a report that is opened in a browser runs a script or asks anybody for anything; a file of it is named by a text', async () => {
  const dataDirectory = await hostileFolder()
  const workbench = await testWorkbench({ dataDirectory, environment: { ASSAY_BROWSER: browser } })
  const directory = await temporaryDirectory()
  const asked = { trialId: 'trial-1', template: 'full' as const, leaveOut: [], formats: ReportFormat.options }
  await workbench.writeReport(asked, directory)

  const opened = await chromium.launch({ executablePath: browser })
  onTestFinished(() => opened.close())
  const page = await opened.newPage()
  const requests: string[] = []
  const events: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => events.push('dialog')))
  page.on('popup', () => events.push('popup'))
  page.on('framenavigated', (frame) => events.push(`navigated ${frame.url()}`))
  // What the policy of the report had to keep from happening would be here.
  page.on('console', (message) => events.push(message.text()))
  page.on('pageerror', (error) => events.push(error.message))
  const address = pathToFileURL(join(directory, 'report.html')).href
  await page.goto(address, { waitUntil: 'load' })
  // Wherever a hand may stray.
  await page.mouse.move(300, 300)
  await page.mouse.wheel(0, 4000)
  expect(await page.evaluate(() => 'harmed' in globalThis)).toBe(false)
  expect(await page.evaluate(() => document.scripts.length + document.forms.length + document.links.length)).toBe(
    await page.evaluate(
      () => [...document.links].filter(({ href }) => href.startsWith(`${location.href.split('#')[0]}#`)).length,
    ),
  )
  expect(requests.filter((url) => !url.startsWith('data:image/jpeg'))).toEqual([address])
  expect(events).toEqual([`navigated ${address}`])
  // Every text is there to be read, in the words it came in.
  expect(await page.evaluate(() => document.body.textContent)).toContain('<script>globalThis.harmed=1</script>')

  expect(
    (await readdir(join(directory, 'report-pictures'))).filter((name) => !/^[0-9a-f]{16}\.(jpg|svg)$/.test(name)),
  ).toEqual([])
  const entries = [...(await unzipped(join(directory, 'evidence.zip'))).keys()]
  expect(
    entries.filter((name) => !/^(pictures\/[0-9a-f]{64}\.(jpeg|png|webp)|[a-z-]+\.(json|html|csv|md|txt))$/.test(name)),
  ).toEqual([])
  const about = execFileSync('pdfinfo', [join(directory, 'report.pdf')], { encoding: 'utf8' })
  expect(about).toMatch(/^Title: /m)
  expect(about).not.toMatch(CONTROLS)
  expect(about.split('\n').filter((line) => line.includes('All gates hold'))).toHaveLength(1)
  expect(about).not.toMatch(/^All gates/m)
  // A link in a PDF is live without a script.
  expect(await readFile(join(directory, 'report.pdf'), 'latin1')).not.toMatch(/\/URI \(|\/JavaScript|\/Launch/)
})

test('an error that repeats a word of its command is obeyed by the terminal', async () => {
  const written: string[] = []
  const write = (text: string): void => void written.push(text)
  const output = { out: write, err: write, isTerminal: false, columns: 80 }
  const exitCode = await runCommandLine(['gate', FORGED, '--max-p50', '1s', '--data', await hostileFolder()], output)
  expect(exitCode).not.toBe(0)
  expect(written.join('\n')).toContain('One')
  expect(written.join('\n')).not.toMatch(CONTROLS)
})

test.each([
  ['report', 'trial-1', '--format', 'csv,json'],
  ['compare', 'trial-1', 'trial-2'],
  ['gate', 'trial-1', '--max-p50', '1ms', '--min-success', '100%'],
  ['cost', '--trial', 'trial-1'],
  ['trials'],
  ['checks', 'trial-1'],
])('assay %s writes a text that a terminal obeys, or that forges a line', async (...words) => {
  const dataDirectory = await hostileFolder()
  for (const json of [[], ['--json']]) {
    const written: string[] = []
    const write = (text: string): void => void written.push(text)
    const exitCode = await runCommandLine([...words, '--data', dataDirectory, ...json], {
      out: write,
      err: write,
      isTerminal: false,
      columns: 80,
    })
    const said = written.join('\n')
    expect(exitCode, said).toBe(words[0] === 'gate' ? 100 : 0)
    expect(said.length).toBeGreaterThan(20)
    expect(said).not.toMatch(CONTROLS)
    expect(said).not.toMatch(/\r(?!\n)|[\u202A-\u202E\u2066-\u2069]/)
    expect(said).not.toMatch(/^All gates hold/m)
  }
})
