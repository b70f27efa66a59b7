import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

const door = resolve(import.meta.dirname, '../../out/main/index.js')
const Reply = z.object({
  status: z.number(),
  type: z.string().nullable(),
  policy: z.string().nullable(),
  text: z.string(),
})
const Seen = z.object({
  beforeReady: z.object({ windows: z.number(), calls: z.array(z.string()), schemes: z.array(z.unknown()) }),
  url: z.string(),
  page: Reply,
  status: Reply,
  elsewhere: Reply,
  leavingPrevented: z.boolean(),
  outside: z.unknown(),
  calls: z.array(z.string()),
})

const dataDirectory = mkdtempSync(join(tmpdir(), 'assay-built-'))
afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }))

let seen: z.infer<typeof Seen>
beforeAll(async () => {
  if (!existsSync(door)) throw new Error('Nothing is built yet. Run "npm run build" first.')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [resolve(import.meta.dirname, 'run-desktop.ts'), dataDirectory],
    { timeout: 30_000 },
  )
  seen = Seen.parse(JSON.parse(stdout))
}, 40_000)

test('the built door opens its window or its data before Electron is ready', () => {
  expect(seen.beforeReady).toEqual({
    windows: 0,
    calls: ['enableSandbox', 'registerSchemesAsPrivileged'],
    schemes: [{ scheme: 'assay', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }],
  })
})

test('the window loads anything but the workbench, or the handler does not answer with the built page', () => {
  expect(seen.url).toBe('assay://workbench/')
  expect(seen.page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
  expect(seen.page.policy).toContain("default-src 'none'")
  expect(seen.page.text).toMatch(/<script type="module"[^>]* src="\.?\/assets\//)
})

test('a call through the scheme does not reach the workbench of the desktop', () => {
  expect(seen.status.status).toBe(200)
  expect(JSON.parse(seen.status.text)).toMatchObject({ json: { host: 'desktop', dataDirectory, trialCount: 0 } })
})

test('another host of the scheme is answered, or the page can leave', () => {
  expect(seen.elsewhere.status).toBe(404)
  expect(seen.leavingPrevented).toBe(true)
  expect(seen.outside).toEqual({ action: 'deny' })
})

test('quitting leaves the database open', () => {
  expect(seen.calls.slice(-2)).toEqual(['quit held back', 'quit'])
  expect(existsSync(join(dataDirectory, 'assay.sqlite'))).toBe(true)
  expect(existsSync(join(dataDirectory, 'assay.sqlite-wal'))).toBe(false)
})
