import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { Vote } from '#shared/domain/vote.ts'
import { chartsOf, expectSameNumbers, expectStandsAlone } from './chart-frames.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

const NAMES = ['Novita', 'Segmind', 'Modal', 'Lambda', 'FLUX', 'SDXL']
const Export = z.object({ votes: z.array(Vote) })

/** What each key says of two pictures. */
const KEYS: Record<string, Vote['answer']> = {
  ArrowLeft: { ranks: [1, 2], noneIsGood: false },
  ArrowRight: { ranks: [2, 1], noneIsGood: false },
  ArrowDown: { ranks: [1, 1], noneIsGood: false },
  b: { ranks: [1, 1], noneIsGood: true },
}

/** The pictures that are shown, from left to right, once they are there and the keys count. */
async function shownPictures(page: Page, given: number): Promise<string[]> {
  await expect(page.getByText(new RegExp(`^${given} votes? by Ada`))).toBeVisible()
  const pictures = page.getByRole('main').locator('[data-pane] img')
  await expect(pictures).toHaveCount(2)
  return pictures.evaluateAll((images) => images.map((image) => new URL((image as HTMLImageElement).src).pathname))
}

test('thirty votes by keyboard are kept as something else, a reload or an undo loses one, or the page gives names away', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  expect(workbench.dataDirectory).not.toBe('')
  await page.getByRole('link', { name: 'New trial' }).first().click()
  await page.getByLabel('Of each prompt').fill('1')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Votes' }).click()
  await expect(page.getByRole('heading', { name: 'Nobody has voted yet' })).toBeVisible()
  await lookAtScreen(page, keepScreenshot, 'votes-none')

  await page.getByRole('button', { name: 'Judge blind…' }).click()
  await page.getByLabel('Reviewer, by name or pseudonym').fill('Ada')
  await lookAtScreen(page, keepScreenshot, 'votes-begin')
  await page.getByRole('button', { name: 'Begin' }).click()

  const pressed: { key: string; pictures: string[] }[] = []
  const vote = async (key: string): Promise<void> => {
    const pictures = await shownPictures(page, pressed.length)
    await page.keyboard.down(key)
    pressed.push({ key, pictures })
    await shownPictures(page, pressed.length)
    // Held down, it says nothing of the pictures that come next: they would be gone when the next key is pressed.
    await page.keyboard.down(key)
    await page.keyboard.up(key)
  }
  await shownPictures(page, 0)
  await lookAtScreen(page, keepScreenshot, 'vote')
  // No theme is chosen: that of the system holds, and with it the surround.
  await page.emulateMedia({ colorScheme: 'dark' })
  const keys = Object.keys(KEYS)
  for (let number = 0; number < 30; number += 1) {
    await vote(keys[number % keys.length] ?? '')
    const content = await page.content()
    expect(NAMES.filter((name) => content.includes(name))).toEqual([])
    if (number === 11) await page.reload()
    if (number === 17) {
      const after = await shownPictures(page, pressed.length)
      await page.keyboard.press('u')
      const undone = pressed.pop()
      expect(await shownPictures(page, pressed.length)).toEqual(undone?.pictures)
      await vote(undone?.key ?? '')
      expect(await shownPictures(page, pressed.length)).toEqual(after)
    }
  }

  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'How often each is preferred' })).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export votes' }).click(),
  ])
  const { votes } = Export.parse(JSON.parse(await readFile(await download.path(), 'utf8')))
  const standing = votes.filter(({ undoneAt }) => undoneAt === null)
  expect(votes).toHaveLength(31)
  expect(standing.map(({ answer }) => answer)).toEqual(pressed.map(({ key }) => KEYS[key]))
  expect(standing.filter(({ repeats }) => repeats !== null).length).toBeGreaterThan(0)
  expect([...new Set(votes.map(({ surround }) => surround))]).toEqual(['theme-dark'])
  await lookAtScreen(page, keepScreenshot, 'votes')
  for (const chart of await chartsOf(page)) {
    await expectSameNumbers(page, chart)
    await expectStandsAlone(page, chart)
  }
  await page.keyboard.press('s')
  await expect(page.getByRole('columnheader', { name: 'Both bad' })).toBeVisible()
  await lookAtScreen(page, keepScreenshot, 'votes-rows')
})

test('pictures that are put in order by keyboard get other ranks, or a tie none', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  expect(workbench.dataDirectory).not.toBe('')
  await page.getByRole('link', { name: 'New trial' }).first().click()
  await page.getByLabel('Of each prompt').fill('1')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Votes' }).click()
  await page.getByRole('button', { name: 'Judge blind…' }).click()
  await page.getByLabel('Reviewer, by name or pseudonym').fill('Grace')
  await page.getByLabel('Pictures at once').selectOption('4')
  await page.getByLabel('Which is more plausible?').check()
  await page.getByRole('button', { name: 'Begin' }).click()
  await expect(page.getByRole('heading', { name: 'Which do you prefer?' })).toBeVisible()
  await expect(page.getByRole('main').locator('[data-pane] img')).toHaveCount(4)

  // The third is best; the first and the fourth are tied behind it; the second comes last by itself.
  await page.keyboard.press('3')
  await page.keyboard.press('4')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('1')
  await lookAtScreen(page, keepScreenshot, 'vote-order')
  await page.keyboard.press('Shift+Digit4')
  await expect(page.getByRole('heading', { name: 'Which is more plausible?' })).toBeVisible()
  await page.keyboard.press('Escape')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export votes' }).click(),
  ])
  const { votes } = Export.parse(JSON.parse(await readFile(await download.path(), 'utf8')))
  expect(votes.map(({ answer, question }) => [question, answer.ranks])).toEqual([['preferred', [2, 4, 1, 2]]])
})
