import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

// Playwright puts a script into every frame to take a picture of it; the report's frame refuses, as it shall.
test.use({ provokedComplaints: [/Blocked script execution .*frame is sandboxed/] })

const HEAD = 'Prompt\tCategory\tSubject\n'
const LINES = Array.from({ length: 3000 }, (_, index) => {
  const category = ['Arts', 'Animals', 'Vehicles'][index % 3]
  return `the words "No ${index + 1}" beside a {{Subject}}\t${category}\t${index % 2 === 0 ? 'fox' : 'blue café chair'}\n`
})

function file(content: string) {
  return { name: 'collection.tsv', mimeType: 'text/tab-separated-values', buffer: Buffer.from(content) }
}

test('an imported collection loses its quotes or half its rows, can’t be edited, sampled or taken into a trial', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  // Seven screens are looked at, each in four ways.
  test.slow()
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)

  await test.step('what ships stands there, and is read only until it is copied', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await expect(page.getByRole('heading', { name: 'Storefront and editorial' })).toBeVisible()
    await lookAt('prompt-sets-pack')
  })

  await test.step('a file with a bad line says which, and nothing is kept', async () => {
    await page.getByRole('button', { name: 'Import prompts' }).click()
    await page
      .getByLabel('Choose a file, or drop one here')
      .setInputFiles(file(`${HEAD}${LINES.join('')}\tArts\tfox\n`))
    await expect(page.getByText('line 3002')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Import 3,001 prompts' })).toBeDisabled()
    await lookAt('prompt-sets-bad-line')
  })

  await test.step('the whole file is shown, its columns are mapped, and it is kept', async () => {
    await page.getByLabel('Choose a file, or drop one here').setInputFiles(file(HEAD + LINES.join('')))
    await expect(page.getByRole('cell', { name: 'the words "No 1" beside a {{Subject}}' })).toBeVisible()
    await expect(page.getByLabel('Category becomes')).toHaveValue('tags')
    await expect(page.getByLabel('Subject becomes')).toHaveValue('variable')
    await lookAt('prompt-sets-import')
    await page.getByLabel('Name', { exact: true }).fill('Signs')
    await page.getByRole('button', { name: 'Import 3,000 prompts' }).click()
    await expect(page.getByRole('heading', { name: 'Signs', level: 1 })).toBeVisible()
    await expect(page.getByRole('navigation', { name: 'Prompt sets' })).toContainText('Signs')
  })

  await test.step('prompts are found, edited, tagged and deleted, and become the next version', async () => {
    await page.getByLabel('Find').fill('"No 7"')
    await expect(page.getByText('1 of 3,000 prompts')).toBeVisible()
    await page.getByLabel('Prompt 7', { exact: true }).fill('the words "Seven" beside a {{Subject}}')
    await page.getByLabel('Find').fill('')
    await page.getByLabel('Choose prompt 1', { exact: true }).check()
    await page.getByLabel('Choose prompt 2', { exact: true }).check()
    await page.getByLabel('Tags for the chosen prompts').fill('first, short')
    await page.getByRole('button', { name: 'Tag them' }).click()
    await expect(page.getByLabel('Tags of prompt 2', { exact: true })).toHaveValue('Animals, first, short')
    await page.getByRole('button', { name: 'Delete prompt 3', exact: true }).click()
    await page.getByLabel('Prompt 6', { exact: true }).focus()
    await expect(page.getByText('Sent as: the words "Seven" beside a fox')).toBeVisible()
    await lookAt('prompt-sets-edited')
    await page
      .getByRole('navigation', { name: 'Prompt sets' })
      .getByRole('button', { name: /Storefront/ })
      .click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Stay here' }).click()
    await page.getByRole('button', { name: 'Save version 2' }).click()
    await expect(page.getByText('2,999 prompts, version 2')).toBeVisible()
  })

  await test.step('the version before is as it was, and can be restored', async () => {
    await page.getByRole('radio', { name: 'Versions' }).click()
    await lookAt('prompt-sets-versions')
    await page.getByRole('button', { name: 'Open version 1' }).click()
    await expect(page.getByLabel('Prompt 7', { exact: true })).toHaveValue('the words "No 7" beside a {{Subject}}')
    await expect(page.getByText('3,000 prompts, version 1 of 2')).toBeVisible()
    await page.getByRole('button', { name: 'Restore it as version 3' }).click()
    await expect(page.getByText('3,000 prompts, version 3')).toBeVisible()
  })

  await test.step('a sample is drawn in proportion, and says where it is from', async () => {
    await page.getByRole('radio', { name: 'Sample' }).click()
    await page.getByLabel('Draw a sample of').fill('30')
    await page.getByLabel('In proportion to').selectOption('tags')
    await lookAt('prompt-sets-sample')
    await page.getByRole('button', { name: 'Make a set of 30 prompts' }).click()
    await expect(page.getByText(/From “Signs”, version 3: 30 of 3,000 prompts, drawn by seed 1/)).toBeVisible()
    await expect(page.getByLabel('Tag', { exact: true }).locator('option')).toHaveText([
      'any',
      /, 10$/,
      /, 10$/,
      /, 10$/,
    ])
  })

  await test.step('a trial is designed from the set and started', async () => {
    await page.keyboard.press('Escape')
    await page.goto(`${new URL('/', workbench.url).href}#/trials/new`)
    await page.getByLabel('Prompt set', { exact: true }).selectOption({ label: 'Signs, 3,000' })
    await page.getByRole('button', { name: /^Arts/ }).click()
    await page.getByLabel('Draw a sample of').fill('3')
    await page.getByLabel('Of each prompt').fill('1')
    const estimate = page.getByRole('complementary', { name: 'What this plan comes to' })
    await expect(estimate).toContainText('Pictures, 12')
    await expect(page.getByText('Version 3, tagged Arts; 3 of 1,000 prompts, drawn by seed 1.')).toBeVisible()
    await lookAt('new-trial-from-set')
    await page.getByLabel('Draw a sample of').fill('1001')
    await expect(page.getByText('Type a whole number from 1 to 1,000').first()).toBeVisible()
    await page.getByLabel('Draw a sample of').fill('3')
    await page.getByRole('button', { name: 'Freeze plan and start' }).click()
    await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
    await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Report' }).click()
    await expect(
      page.frameLocator('iframe').getByText(/3 prompts, from “Signs”, version 3: tagged Arts/),
    ).toBeAttached()
  })
})
