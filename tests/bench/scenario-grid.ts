import { readFileSync } from 'node:fs'
import { chromium, type CDPSession, type Page } from 'playwright'
import { quantile } from 'simple-statistics'
import { z } from 'zod'
import { startServing } from '../e2e/serving-process.ts'
import { BROWSER_ARGUMENTS } from '../support/opens-a-page.ts'
import { rememberedBrowser } from '../support/remembered-browser.ts'
import { fillDatabase } from './fill-database.ts'
import { fillPictures } from './fill-pictures.ts'
import { newFolder } from './run-side.ts'
import { inRounds, middle, spread, type Scenario } from './scenario.ts'

const PICTURES = 10_000
const CONTENDERS = ['one', 'two', 'three', 'four']
/** A brisk look: a screenful in a third of a second. */
const SCROLL_PX_PER_FRAME = 40
const SCROLLED_FRAMES = 600

interface Round {
  firstPictureMs: number
  frameP50Ms: number
  frameP95Ms: number
  frameWorstMs: number
  heapBeforeMb: number
  heapAfterMb: number
  rendererPeakMb: number
  nodes: number
}

/**
 * The built page in a real browser without a GPU: a light table of ten thousand pictures. Its server is a process of its own on the same
 * processors.
 */
export const grid: Scenario = async (asked) => {
  const filled = fillDatabase(await newFolder(), PICTURES, CONTENDERS)
  await fillPictures(filled.directory, filled.trialId)
  const rounds = await inRounds(asked, () => lookOnce(filled))
  const lines = [
    `A light table of ${PICTURES.toLocaleString('en-US')} pictures, browser and server share the processors`,
    `  first picture after         ${spread(rounds, (round) => round.firstPictureMs, 0)} ms`,
    `  frames while scrolling      p50 ${spread(rounds, (round) => round.frameP50Ms, 1)} ms, p95 ${spread(rounds, (round) => round.frameP95Ms, 1)} ms, reach 16.7; worst ${spread(rounds, (round) => round.frameWorstMs, 0)} ms`,
    `  from end to end             heap ${spread(rounds, (round) => round.heapBeforeMb, 0)} MB before, ${spread(rounds, (round) => round.heapAfterMb, 0)} MB after; process at most ${spread(rounds, (round) => round.rendererPeakMb, 0)} MB; ${spread(rounds, (round) => round.nodes, 0)} nodes`,
  ]
  const figures = Object.fromEntries(
    Object.keys(rounds[0] ?? {}).map((name) => [name, middle(rounds, (round) => round[name as keyof Round])]),
  )
  return { figures, lines }
}

async function lookOnce({ directory, trialId }: { directory: string; trialId: string }): Promise<Round> {
  const executablePath = rememberedBrowser()
  if (executablePath === null)
    throw new Error('No browser is known yet. Run "node tests/support/ensure-browser.ts" first.')
  const serving = await startServing('src/main/cli.ts', ['serve', '--data', directory, '--port', '0', '--json'])
  const browser = await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS })
  try {
    const { url } = z.object({ url: z.url() }).parse(serving.announced)
    const looked = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await looked.goto(url)
    const table = `${new URL('/', url).href}#/trials/${trialId}/light-table`
    const firstPictureMs = await firstPicture(looked, `${table}?repeat=all`)
    const devTools = await looked.context().newCDPSession(looked)
    await devTools.send('Performance.enable')
    const frames = await scrollFrames(looked)
    const heapBeforeMb = await heapMb(devTools)
    const rendererPeakMb = await endToEnd(looked, await browser.newBrowserCDPSession())
    const heapAfterMb = await heapMb(devTools)
    const nodes = await looked.locator('*').count()
    return {
      firstPictureMs,
      frameP50Ms: quantile(frames, 0.5),
      frameP95Ms: quantile(frames, 0.95),
      frameWorstMs: Math.max(...frames),
      heapBeforeMb,
      heapAfterMb,
      rendererPeakMb,
      nodes,
    }
  } finally {
    await browser.close()
    await serving.stop()
  }
}

/** From the way to the table until the first picture on it is drawn, in milliseconds. The page itself is loaded already. */
async function firstPicture(looked: Page, address: string): Promise<number> {
  const before = performance.now()
  await looked.goto(address)
  await looked.waitForFunction(() => {
    const picture = document.querySelector<HTMLImageElement>('[role="grid"] img')
    return picture !== null && picture.complete && picture.naturalWidth > 0
  })
  return performance.now() - before
}

/** The time between frames while the table moves by as much in each, in milliseconds. */
function scrollFrames(looked: Page): Promise<number[]> {
  return looked.evaluate(
    ({ frames, step }) =>
      new Promise<number[]>((resolve) => {
        const scroller = document.querySelector('[role="grid"]')?.parentElement
        const gaps: number[] = []
        let last = performance.now()
        function frame(now: number) {
          gaps.push(now - last)
          last = now
          scroller?.scrollBy(0, step)
          if (gaps.length <= frames) requestAnimationFrame(frame)
          // The first is the time until there was a frame at all.
          else resolve(gaps.slice(1))
        }
        requestAnimationFrame(frame)
      }),
    { frames: SCROLLED_FRAMES, step: SCROLL_PX_PER_FRAME },
  )
}

/** Looks at every third screenful of the table, down to its end. @returns the most that the page's process held, in megabytes */
async function endToEnd(looked: Page, browserTools: CDPSession): Promise<number> {
  let peakMb = 0
  for (let isDone = false; !isDone;) {
    isDone = await looked.evaluate(async () => {
      const scroller = document.querySelector('[role="grid"]')?.parentElement
      if (scroller === null || scroller === undefined) throw new Error('There is no table.')
      for (let screens = 0; screens < 20; screens += 1) {
        scroller.scrollBy(0, 3 * scroller.clientHeight)
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        const pictures = [...document.querySelectorAll<HTMLImageElement>('[role="grid"] img')]
        await Promise.allSettled(pictures.map((picture) => picture.decode()))
      }
      return scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1
    })
    peakMb = Math.max(peakMb, await rendererMb(browserTools))
  }
  return peakMb
}

async function heapMb(devTools: CDPSession): Promise<number> {
  await devTools.send('HeapProfiler.collectGarbage')
  const { metrics } = await devTools.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 2 ** 20
}

/** What the largest process of a page holds in memory; NaN where the system doesn't tell. */
async function rendererMb(browserTools: CDPSession): Promise<number> {
  const { processInfo } = await browserTools.send('SystemInfo.getProcessInfo')
  const held = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmRSS:\s+(\d+) kB/.exec(statusOf(id))?.[1]) / 1024)
  return Math.max(...held)
}

function statusOf(processId: number): string {
  try {
    return readFileSync(`/proc/${processId}/status`, 'utf8')
  } catch {
    // It has ended meanwhile, or this is no Linux.
    return ''
  }
}
