import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Download, Page } from '@playwright/test'
import { VotingAnswers } from '#shared/domain/voting-file.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

// A policy that holds is complained of in the console, and so are answers that are refused.
test.use({ provokedComplaints: [/Content Security Policy|409 \(Conflict\)/] })

const NAMES = ['Novita', 'Segmind', 'Modal', 'Lambda', 'FLUX', 'SDXL', 'flux', 'sdxl', 'novita', 'segmind', '$0']
const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowDown', 'b'] as const

async function downloaded(page: Page, press: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  return download
}

async function openVotes(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Votes' }).click()
}

/** Waits until the next ballot's pictures are there and the keys count. */
async function ballotShown(page: Page, given: number, of: number): Promise<void> {
  await expect(page.getByText(`${given} of ${of} votes`)).toBeVisible()
  await expect(page.getByRole('main').locator('[data-pane] img')).toHaveCount(2)
}

async function judge(page: Page, given: number, of: number, key: string): Promise<void> {
  await ballotShown(page, given, of)
  await page.keyboard.press(key)
}

test('a voting file gives names away, reaches out, forgets an answer, or its votes are not counted', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.getByRole('link', { name: 'New trial' }).first().click()
  await page.getByLabel('Of each prompt').fill('1')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
  const trial = page.url()
  await openVotes(page)

  await page.getByRole('button', { name: 'Export a voting file…' }).click()
  const wanted = page.getByLabel('Votes to ask for')
  await wanted.fill('0')
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeDisabled()
  await wanted.fill('14')
  await lookAtScreen(page, keepScreenshot, 'voting-file-export')
  const exported = await downloaded(page, () => page.getByRole('button', { name: 'Export', exact: true }).click())
  await expect(page.getByText('14 votes to give, 1 of them on pictures that come again')).toBeVisible()
  const path = join(workbench.dataDirectory, 'sent.html')
  await exported.saveAs(path)
  const html = await readFile(path, 'utf8')
  // How a page opens a dialog is no provider.
  const told = html.replaceAll(/base64,[^"]*/g, '').replaceAll('showModal', '')
  expect(NAMES.filter((name) => told.includes(name))).toEqual([])
  expect(told).not.toContain(workbench.dataDirectory)

  // The file alone: whatever it asks for beside itself and its pictures would be told.
  const asked: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  const file = pathToFileURL(path).href
  await page.goto(file)
  await expect(page.getByRole('heading', { name: 'Blind vote' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Begin' })).toBeDisabled()
  await page.getByLabel('Your name, or a pseudonym').fill('Ada')
  await lookAtScreen(page, keepScreenshot, 'voting-file-cover')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.keyboard.press('Enter')

  const keys = Array.from({ length: 14 }, (_, number) => KEYS[number % KEYS.length] ?? 'b')
  for (const [number, key] of keys.entries()) {
    await judge(page, number, 14, key)
    if (number === 0) await lookAtScreen(page, keepScreenshot, 'voting-file-ballot')
    if (number === 4) {
      await expect(page.getByText('5 of 14 votes')).toBeVisible()
      await page.reload()
      await page.getByRole('button', { name: 'Go on' }).click()
    }
    if (number === 6) {
      await ballotShown(page, 7, 14)
      await page.keyboard.press('u')
      await judge(page, 6, 14, key)
    }
    if (number === 8) {
      await ballotShown(page, 9, 14)
      await page.keyboard.press('Escape')
      const early = await downloaded(page, () => page.getByRole('button', { name: 'Save answers' }).click())
      expect(early.suggestedFilename()).toBe('answers-Ada.json')
      await early.saveAs(join(workbench.dataDirectory, 'early.json'))
      await page.emulateMedia({ colorScheme: 'light' })
      await page.getByRole('button', { name: 'Go on' }).click()
    }
  }
  await expect(page.getByText('Everything is judged')).toBeVisible()
  await lookAtScreen(page, keepScreenshot, 'voting-file-end')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.keyboard.press('u')
  await judge(page, 13, 14, keys[13] ?? '')
  await expect(page.getByText('Everything is judged')).toBeVisible()
  const late = await downloaded(page, () => page.getByRole('button', { name: 'Save answers' }).click())
  await late.saveAs(join(workbench.dataDirectory, 'late.json'))
  expect(asked.filter((address) => !/^(file|data|blob):/.test(address))).toEqual([])
  expect(complaints).toEqual([])
  const reached = await page.evaluate(
    async (address) =>
      fetch(address).then(
        () => 'reached',
        () => 'refused',
      ),
    new URL(workbench.url).origin,
  )
  expect(reached).toBe('refused')

  const [early, answers] = await Promise.all(
    ['early.json', 'late.json'].map(async (name) =>
      VotingAnswers.parse(JSON.parse(await readFile(join(workbench.dataDirectory, name), 'utf8'))),
    ),
  )
  const said = { ArrowLeft: [1, 2], ArrowRight: [2, 1], ArrowDown: [1, 1], b: [1, 1] }
  expect(answers?.answers.map(({ answer }) => answer.ranks)).toEqual(keys.map((key) => said[key]))
  expect(early?.answers).toEqual(answers?.answers.slice(0, 9))
  // Both that were taken back are told with the answer that was given first.
  expect(answers?.takenBack.map(({ ballot, answer }) => [ballot, answer.ranks])).toEqual([
    [7, said[keys[6] ?? 'b']],
    [14, said[keys[13] ?? 'b']],
  ])
  // The surround is told as it was seen, under the theme of the system as under a chosen one.
  expect(answers?.answers.map(({ surround }) => surround)).toEqual([
    ...Array.from({ length: 9 }, () => 'theme-dark'),
    ...Array.from({ length: 5 }, () => 'theme-light'),
  ])

  await page.goto(workbench.url)
  await page.goto(trial)
  await openVotes(page)
  await page.getByRole('button', { name: 'Take in answers…' }).click()
  const chooser = page.getByLabel('Choose a file, or drop one here')
  await chooser.setInputFiles(join(workbench.dataDirectory, 'early.json'))
  await expect(page.getByText('9 votes added and 1 vote kept that was taken back in the file')).toBeVisible()
  await chooser.setInputFiles(join(workbench.dataDirectory, 'late.json'))
  await expect(
    page.getByText('5 votes added, 9 votes as before and 1 vote kept that was taken back in the file'),
  ).toBeVisible()
  await chooser.setInputFiles(join(workbench.dataDirectory, 'late.json'))
  await expect(page.getByText('14 votes as before')).toBeVisible()
  await lookAtScreen(page, keepScreenshot, 'voting-file-taken')
  await writeFile(join(workbench.dataDirectory, 'other.json'), JSON.stringify({ ...answers, copyId: 'another' }))
  await chooser.setInputFiles(join(workbench.dataDirectory, 'other.json'))
  await expect(page.getByText('Ada has answered this voting file in another browser')).toBeVisible()
  await page.getByRole('button', { name: 'Take these in their place' }).click()
  await expect(
    page.getByText('14 votes added, 14 votes taken back and 2 votes kept that were taken back in the file'),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()

  // One of the fourteen asked again, and counts for steadiness alone.
  await expect(page.getByText(/13 pairs judged ·/)).toBeVisible()
  await expect(page.getByRole('cell', { name: 'voting file' }).first()).toBeVisible()
  await lookAtScreen(page, keepScreenshot, 'voting-file-votes')
})

test('where the browser keeps nothing, answers are lost without a word', async ({ page, workbench }) => {
  await page.getByRole('link', { name: 'New trial' }).first().click()
  await page.getByLabel('Of each prompt').fill('1')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
  await openVotes(page)
  await page.getByRole('button', { name: 'Export a voting file…' }).click()
  const exported = await downloaded(page, () => page.getByRole('button', { name: 'Export', exact: true }).click())
  const path = join(workbench.dataDirectory, 'sent.html')
  await exported.saveAs(path)

  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('Storage is closed.', 'SecurityError')
      },
    })
  })
  await page.goto(pathToFileURL(path).href)
  await expect(page.getByText('answers are lost when it is closed')).toBeVisible()
  await page.getByLabel('Your name, or a pseudonym').fill('Grace')
  await page.keyboard.press('Enter')
  await judge(page, 0, 42, 'ArrowLeft')
  await judge(page, 1, 42, 'ArrowRight')
  await expect(page.getByText('2 of 42 votes')).toBeVisible()
  await page.keyboard.press('Escape')
  const saved = await downloaded(page, () => page.getByRole('button', { name: 'Save answers' }).click())
  const answers = VotingAnswers.parse(JSON.parse(await readFile(await saved.path(), 'utf8')))
  expect(answers).toMatchObject({ reviewer: 'Grace', answers: [{ ballot: 1 }, { ballot: 2 }] })
})
