import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { serveWorkbench, type RunningServer } from '#main/hosts/http/serve-workbench.ts'
import { findBrowser } from '#tests/support/find-browser.ts'
import { BROWSER_ARGUMENTS } from '#tests/support/opens-a-page.ts'

/** Names an empty icon, so that the browser asks for nothing on its own. */
const PAGE = '<!doctype html><title>the workbench</title><link rel="icon" href="data:,">'

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGUMENTS })
}, 60_000)
afterAll(() => browser.close())

let served: string[]
let server: RunningServer
beforeEach(async () => {
  served = []
  server = await serveWorkbench({
    handler: async (request) => {
      served.push(`${request.method} ${new URL(request.url).pathname}`)
      return new Response(PAGE, { headers: { 'content-type': 'text/html' } })
    },
    port: 0,
    reportError: () => {},
  })
})
afterEach(() => server.close())

/** A page of a neighbour: another program's server on another port of this machine. */
async function neighbour(html: string): Promise<{ port: number; close(): Promise<unknown> }> {
  const other = createServer((_request, reply) => reply.setHeader('content-type', 'text/html').end(html))
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  return {
    port,
    async close() {
      other.closeAllConnections()
      other.close()
      await once(other, 'close')
    },
  }
}

test('the token stays in the address bar, or the page is shut after a reload', async () => {
  const page = await browser.newPage()
  await page.goto(server.url)
  expect(page.url()).toBe(`http://127.0.0.1:${server.port}/`)
  expect(await page.title()).toBe('the workbench')
  await page.reload()
  expect(await page.title()).toBe('the workbench')
  expect(await page.evaluate('document.cookie')).toBe('')
  await page.close()
})

test('a visitor without the token sees the workbench, or nothing that helps', async () => {
  const page = await browser.newPage()
  const reply = await page.goto(`http://127.0.0.1:${server.port}/trials`)
  expect(reply?.status()).toBe(401)
  expect(await page.innerText('body')).toContain('Open the address that Assay printed when it started')
  await page.close()
  expect(served).toEqual([])
})

test.each(['127.0.0.1', 'localhost'])(
  'a link to the printed address on a page of %s ends before a shut door',
  async (host) => {
    const other = await neighbour(`<a href="${server.url}">open</a>`)
    const page = await browser.newPage()
    await page.goto(`http://${host}:${other.port}/`)
    await page.click('a')
    await page.waitForURL(`http://127.0.0.1:${server.port}/`)
    expect(await page.title()).toBe('the workbench')
    await page.close()
    await other.close()
  },
)

test('a neighbour’s page reaches the workbench with our cookie', async () => {
  const other = await neighbour('<title>neighbour</title>')
  const page = await browser.newPage()
  await page.goto(server.url)
  served = []
  await page.goto(`http://127.0.0.1:${other.port}/`)
  const ours = `http://127.0.0.1:${server.port}`
  // What a page can send without asking first, and what it has to ask for; each settles, whatever the answer.
  const answers = await page.evaluate(`(async () => {
    const answer = (promise) => promise.then((reply) => reply.type + reply.status, () => 'refused')
    const element = (tag, attributes) => new Promise((settle) => {
      const made = Object.assign(document.createElement(tag), attributes)
      made.onload = () => settle('loaded')
      made.onerror = () => settle('refused')
      document.body.append(made)
    })
    return [
      await answer(fetch('${ours}/rpc/trial/list', { method: 'POST', body: '{}', credentials: 'include' })),
      await answer(fetch('${ours}/rpc/trial/list', { method: 'POST', body: '{}', credentials: 'include', headers: { 'content-type': 'application/json' } })),
      await element('img', { src: '${ours}/images/x' }),
      await element('script', { src: '${ours}/assets/x.js' }),
    ]
  })()`)
  expect(answers).toEqual(['refused', 'refused', 'refused', 'refused'])
  expect(served).toEqual([])
  await page.close()
  await other.close()
})
