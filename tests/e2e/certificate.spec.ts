import { selfSignedCertificate } from '#tests/unit/engine/http/self-signed-certificate.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { setUpVault } from './set-up-account.ts'
import { startTlsFront } from './tls-front.ts'
import { expect, test } from './workbench-fixture.ts'

test('a certificate that nobody vouches for is trusted unasked, can’t be pinned, or is followed when it changes', async ({
  page,
  workbench,
  simulate,
  keepScreenshot,
}) => {
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  const studio = await simulate('comfyui')
  const front = await startTlsFront(studio.baseUrl, selfSignedCertificate('studio-box'))
  const certificate = page.getByRole('group', { name: 'Certificate' })
  const checks = page.getByRole('list', { name: 'Check result' })
  const check = async (): Promise<void> => {
    const answered = page.waitForResponse((response) => response.url().includes('account/check'))
    await page.getByRole('button', { name: 'Save and check' }).click()
    await answered
  }
  try {
    await page.goto(`${new URL('/', workbench.url).href}#/accounts`)
    await setUpVault(page)

    await test.step('the check refuses it, and says what to do', async () => {
      await page.getByRole('button', { name: 'Add ComfyUI', exact: true }).click()
      await page.getByLabel('Label').fill('studio')
      await page.getByLabel('Address', { exact: true }).fill(front.url)
      await check()
      await expect(checks).toContainText('look at its certificate in the account, and pin it there')
      await lookAt('certificate-refused')
    })

    await test.step('it is shown, and pinned', async () => {
      await certificate.getByRole('button', { name: 'Show the certificate' }).click()
      await expect(certificate).toContainText('CN=studio-box')
      await lookAt('certificate-shown')
      await certificate.getByRole('button', { name: 'Pin this one' }).click()
      await expect(certificate).toContainText('is accepted')
      await check()
      await expect(checks).toContainText('answers in')
      await lookAt('certificate-pinned')
    })

    await test.step('another one is refused, though it bears the same name', async () => {
      front.change(selfSignedCertificate('studio-box'))
      await check()
      await expect(checks).toContainText('is not the one that is pinned')
      await expect(checks).toContainText('Nothing was sent')
      await lookAt('certificate-changed')
    })
  } finally {
    await front.close()
  }
})
