import { chromium, type Page } from 'playwright'
import sharp from 'sharp'
import { quantile } from 'simple-statistics'
import { z } from 'zod'
import { startServing } from '../e2e/serving-process.ts'
import { fillPictureTrial, type PictureFile } from '../support/fill-picture-trial.ts'
import { BROWSER_ARGUMENTS } from '../support/opens-a-page.ts'
import { rememberedBrowser } from '../support/remembered-browser.ts'
import { newFolder } from './run-side.ts'
import { inRounds, middle, spread, type Scenario } from './scenario.ts'

const CONTENDERS = ['a', 'b', 'c', 'd']
const PROMPTS = 40
const SIDE = 1024
/** For so long someone looks at a prompt before going on; in it, the next one is decoded. */
const LOOK_MS = 700

interface SwitchRound {
  assay: number[]
  bare: number[]
}

/** The next prompt in the compare view, over a page that swaps four pictures and does nothing else. */
export const switchPrompt: Scenario = async (asked) => {
  const executablePath = rememberedBrowser()
  if (executablePath === null)
    throw new Error('No browser is known yet. Run "node tests/support/ensure-browser.ts" first.')
  const directory = await newFolder()
  const { trialId } = await fillPictureTrial(directory, { side: SIDE, cases: await drawCases() })
  const serving = await startServing('src/main/cli.ts', ['serve', '--data', directory, '--port', '0', '--json'])
  const browser = await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS })
  try {
    const { url } = z.object({ url: z.url() }).parse(serving.announced)
    const { origin } = new URL(url)
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(url)
    const rounds = await inRounds(asked, async (): Promise<SwitchRound> => {
      // An address that differs behind the # alone would not load the page anew.
      await page.goto('about:blank')
      await page.goto(`${origin}/#/trials/${trialId}/light-table?open=0`)
      const assay = await measureSwitches(page, '[data-pane] img')
      const bare = await measureBare(page, origin, trialId)
      return { assay, bare }
    })
    const p95 = (of: 'assay' | 'bare') => (round: SwitchRound) => quantile(round[of], 0.95)
    const over = (round: SwitchRound): number => p95('assay')(round) / p95('bare')(round)
    return {
      figures: {
        assayP95Ms: middle(rounds, p95('assay')),
        bareP95Ms: middle(rounds, p95('bare')),
        overBare: middle(rounds, over),
      },
      lines: [
        `From the key to four pictures of ${SIDE}² of the next prompt in sight, ${PROMPTS - 1} times, ${LOOK_MS} ms apart, p95`,
        `  Assay        ${spread(rounds, p95('assay'), 0)} ms, reach 100; p50 ${spread(rounds, (round) => quantile(round.assay, 0.5), 0)} ms`,
        `  a bare page  ${spread(rounds, p95('bare'), 0)} ms; Assay over it ${spread(rounds, over)}`,
      ],
    }
  } finally {
    await browser.close()
    await serving.stop()
  }
}

/** As slow to decode as pictures of that size come. */
async function drawNoise(): Promise<PictureFile> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  const picture = sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: 'grey', noise } })
  return { bytes: await picture.jpeg({ quality: 90 }).toBuffer(), format: 'jpeg', width: SIDE, height: SIDE }
}

async function drawCases(): Promise<Record<string, PictureFile>[]> {
  const cases: Record<string, PictureFile>[] = []
  while (cases.length < PROMPTS) {
    const pictures: Record<string, PictureFile> = {}
    for (const id of CONTENDERS) pictures[id] = await drawNoise()
    cases.push(pictures)
  }
  return cases
}

/** The same pictures on a page of four elements, the next of each decoded beforehand as well. */
async function measureBare(page: Page, origin: string, trialId: string): Promise<number[]> {
  const addresses = await page.evaluate(() => (window as unknown as { seen: string[][] }).seen)
  await page.route(`${origin}/bare-${trialId}`, (route) =>
    route.fulfill({ contentType: 'text/html', body: barePage(addresses) }),
  )
  await page.goto(`${origin}/bare-${trialId}`)
  return measureSwitches(page, 'img')
}

function barePage(addresses: readonly string[][]): string {
  return `<!doctype html><title>bare</title><style>img { width: 300px; height: 300px }</style><img><img><img><img><script>
    const addresses = ${JSON.stringify(addresses)}
    const images = [...document.images]
    let at = 0, held = []
    const show = () => {
      images.forEach((image, place) => { image.src = addresses[at][place] })
      held = (addresses[at + 1] ?? []).map((address) => { const next = new Image(); next.src = address; next.decode(); return next })
    }
    addEventListener('keydown', () => { at += 1; show() })
    show()
  </script>`
}

/** @returns milliseconds from each key to the frame in which all pictures of the next prompt are decoded and drawn */
async function measureSwitches(page: Page, selector: string): Promise<number[]> {
  await page
    .locator(selector)
    .nth(CONTENDERS.length - 1)
    .waitFor()
  return page.evaluate(
    async ({ selector, count, times, lookMs }) => {
      const images = () => [...document.querySelectorAll<HTMLImageElement>(selector)]
      const addresses = () => images().map(({ src }) => src)
      const look = () => new Promise((resolve) => setTimeout(resolve, lookMs))
      await look()
      await look()
      const seen = [addresses()]
      const measured: number[] = []
      while (measured.length < times) {
        const before = addresses()
        const since = performance.now()
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }),
        )
        const areNew = () =>
          images().length === count && images().every(({ src, complete }) => complete && !before.includes(src))
        while (!areNew()) await new Promise(requestAnimationFrame)
        await Promise.all(images().map((image) => image.decode()))
        // The frame that shows them begins now, and has been drawn when the next one begins.
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
        measured.push(performance.now() - since)
        seen.push(addresses())
        await look()
      }
      Object.assign(window, { seen })
      return measured
    },
    { selector, count: CONTENDERS.length, times: PROMPTS - 1, lookMs: LOOK_MS },
  )
}
