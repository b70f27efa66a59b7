import { expect, test } from './workbench-fixture.ts'

test('the built page stays blank behind the printed address, or keeps the token in the address bar', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(new URL(page.url()).search).toBe('')
  expect(page.url()).not.toBe(workbench.url)
  await keepScreenshot('browser-door')
})

test('a reload loses the cookie, or another browser needs none', async ({ page, workbench, browser }) => {
  const reply = await page.reload()
  expect(reply?.status()).toBe(200)
  const stranger = await browser.newPage()
  const refused = await stranger.goto(new URL('/', workbench.url).href)
  expect(refused?.status()).toBe(401)
  await stranger.close()
})
