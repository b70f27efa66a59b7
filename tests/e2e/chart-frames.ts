import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { expect } from './workbench-fixture.ts'

async function save(page: Page, chart: Locator, kind: 'CSV' | 'SVG' | 'PNG') {
  await chart.getByRole('button', { name: /^Save/ }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: new RegExp(`^${kind}`) }).click(),
  ])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

/** The charts that are shown, by their frames: each has rows, and no figure stands outside of one. */
export async function chartsOf(page: Page): Promise<Locator[]> {
  const found = page.getByRole('region').filter({ has: page.getByRole('button', { name: /^Show rows/ }) })
  // The numbers of ten thousand samples take their time on a machine that has other work.
  await expect(found.first()).toBeVisible({ timeout: 60_000 })
  // Ratings are asked for apart from all else.
  await expect(page.getByRole('main').locator('output[aria-label]')).toHaveCount(0)
  const button = page.getByRole('button', { name: /^Show rows/ })
  await expect(found.getByRole('heading', { level: 2 })).toHaveCount(await button.count())
  const titles = await found.getByRole('heading', { level: 2 }).allInnerTexts()
  // Asked in one go: charts are drawn one after the other.
  const bare = await page
    .getByRole('main')
    .getByRole('figure')
    .evaluateAll((figures) =>
      figures
        .filter((figure) => !/^Show rows/m.test(figure.closest('section')?.innerText ?? ''))
        .map((figure) => figure.outerHTML.slice(0, 200)),
    )
  expect(bare).toEqual([])
  return titles.map((name) => page.getByRole('region', { name, exact: true }))
}

/** Opens a chart's table and its file, and holds every cell of one against the other. */
export async function expectSameNumbers(page: Page, chart: Locator): Promise<void> {
  await chart.getByRole('button', { name: /^Show rows/ }).click()
  const shown = await chart
    .getByRole('table')
    .evaluate((table) =>
      [...(table as HTMLTableElement).rows].map((row) =>
        [...row.cells].map((cell) => (cell as HTMLElement).innerText.trim()),
      ),
    )
  const { bytes } = await save(page, chart, 'CSV')
  const written: string[][] = parse(bytes)
  expect(written.length).toBeGreaterThan(1)
  // A long table shows its beginning.
  expect(shown).toHaveLength(Math.min(written.length, 401))
  for (const [index, cells] of shown.entries()) {
    const line = written[index] ?? []
    expect(cells).toHaveLength(line.length)
    if (index === 0) continue
    for (const [column, cell] of cells.entries()) {
      const value = line[column] ?? ''
      const places = /\.(\d+)$/.exec(cell)?.[1]?.length ?? 0
      const options = { minimumFractionDigits: places, maximumFractionDigits: places }
      if (value === '') expect(cell).toMatch(/^$|\D/)
      else if (Number.isNaN(Number(value))) expect(cell).toBe(value)
      else expect(cell).toBe(Number(value).toLocaleString('en-US', options))
    }
  }
  await chart.getByRole('button', { name: /^Chart/ }).click()
}

/**
 * Saves a chart as a picture, twice: title, caption, what it is of, light paper, and nothing that leads outside or is still a token.
 * @param source as on the title of the screen where it is left out
 */
export async function expectStandsAlone(page: Page, chart: Locator, source?: string): Promise<void> {
  const { name, bytes } = await save(page, chart, 'SVG')
  const svg = bytes.toString('utf8')
  const title = await chart.getByRole('heading', { level: 2 }).innerText()
  expect(name).toMatch(/^[a-z0-9-]+\.svg$/)
  expect(svg).toContain(`<title>${title}</title>`)
  expect(svg).toMatch(/<desc>[^<]*(\bn \d|\d of \d|draws|things? moves?|as measured)/)
  expect(svg).toContain(`>${source ?? (await page.title()).replace(/ · Assay$/, '')}`)
  expect(svg).toContain('fill="rgb(252, 252, 252)"')
  expect(svg).not.toMatch(/var\(|light-dark|color-mix|color\(|class="|<script|<foreignObject|<image|href="(?!#)/)
  const { name: pngName, bytes: png } = await save(page, chart, 'PNG')
  await writeFile(join(import.meta.dirname, '../../artifacts/screenshots', `picture-${pngName}`), png)
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
}
