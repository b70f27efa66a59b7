import { expect, test } from 'vitest'
import { browserCandidates } from '#main/hosts/pdf/browser-candidates.ts'
import { chooseBrowser, type Source } from './choose-browser.ts'

function choose(sources: Source[], present: string[], working: string[]) {
  const steps: string[] = []
  const found = chooseBrowser({
    sources,
    exists: (path) => present.includes(path),
    opens: async (path) => {
      steps.push(path)
      return working.includes(path)
    },
    say: (line) => steps.push(line),
  })
  return found.then((path) => ({ path, steps }))
}

test('a program that is there and can’t open a page is taken', async () => {
  const sources = [{ name: 'installed', candidates: () => ['/gone', '/stub', '/chromium', '/other'] }]
  expect(await choose(sources, ['/stub', '/chromium', '/other'], ['/chromium', '/other'])).toEqual({
    path: '/chromium',
    steps: ['/stub', '/chromium'],
  })
})

test('something is downloaded although a browser was there', async () => {
  const sources: Source[] = [
    { name: 'installed', candidates: () => ['/chromium'] },
    { name: 'download', prepare: () => Promise.reject(new Error('downloaded')), candidates: () => [] },
  ]
  expect((await choose(sources, ['/chromium'], ['/chromium'])).path).toBe('/chromium')
})

test('a download that failed ends the search', async () => {
  const sources: Source[] = [
    { name: 'download', prepare: async () => false, candidates: () => ['/half'] },
    { name: 'packages', prepare: async () => true, candidates: () => ['/chromium'] },
  ]
  expect(await choose(sources, ['/half', '/chromium'], ['/half', '/chromium'])).toEqual({
    path: '/chromium',
    steps: ['Looking for a browser: download …', 'Looking for a browser: packages …', '/chromium'],
  })
})

test('nothing found ends without an answer', async () => {
  expect((await choose([{ name: 'installed', candidates: () => ['/stub'] }], ['/stub'], [])).path).toBeNull()
})

test('a system’s usual places are not looked at', () => {
  const linux = browserCandidates({ platform: 'linux', environment: { PATH: '/opt/bin:' }, homeDirectory: '/home/ada' })
  expect(linux).toEqual(expect.arrayContaining(['/opt/bin/google-chrome', '/usr/bin/chromium', '/snap/bin/chromium']))
  expect(linux.every((path) => path.startsWith('/'))).toBe(true)
  expect(browserCandidates({ platform: 'darwin', environment: {}, homeDirectory: '/Users/ada' })).toEqual(
    expect.arrayContaining([
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium',
    ]),
  )
  expect(
    browserCandidates({
      platform: 'win32',
      environment: { ProgramFiles: 'C:\\Program Files' },
      homeDirectory: 'C:\\Users\\ada',
    }),
  ).toEqual([
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files\\Chromium\\Application\\chrome.exe',
  ])
})
