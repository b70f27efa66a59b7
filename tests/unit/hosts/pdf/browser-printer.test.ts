import { chmod, readFile, readdir, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { browserPrinter } from '#main/hosts/pdf/browser-printer.ts'
import { findBrowser } from '#tests/support/find-browser.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const elsewhere = { platform: 'linux', homeDirectory: '/nowhere', isRoot: process.getuid?.() === 0 } as const

let browser: string
beforeAll(async () => {
  browser = await findBrowser()
})

async function document(body: string): Promise<{ page: string; pdf: string }> {
  const directory = await temporaryDirectory()
  const page = join(directory, 'a report, 50 % #1.html')
  await writeFile(page, `<!doctype html><meta charset="utf-8"><title>Celadon vase</title>${body}`)
  return { page, pdf: join(directory, 'report.pdf') }
}

describe('printing with a browser of this machine', () => {
  test('a report is not printed, or not at the size of page that its stylesheet asks for', async () => {
    const { page, pdf } = await document('<style>@page{size:200mm 100mm}</style><p>Once')
    await browserPrinter({ ASSAY_BROWSER: browser }, elsewhere)(page, pdf)
    const bytes = await readFile(pdf, 'latin1')
    expect(bytes.slice(0, 5)).toBe('%PDF-')
    const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(bytes) ?? []
    expect(Math.round((Number(width) / 72) * 25.4)).toBe(200)
    expect(Math.round((Number(height) / 72) * 25.4)).toBe(100)
  })

  test('a program that is there but does not print hides the next one, which would', async () => {
    const directory = await temporaryDirectory()
    await writeFile(join(directory, 'google-chrome'), '#!/bin/sh\necho "cannot open display" >&2\nexit 7\n')
    await chmod(join(directory, 'google-chrome'), 0o755)
    await writeFile(join(directory, 'chromium'), `#!/bin/sh\nexec "${browser}" "$@"\n`)
    await chmod(join(directory, 'chromium'), 0o755)
    const { page, pdf } = await document('<p>Once')
    await browserPrinter({ PATH: `${directory}:/bin:/usr/bin` }, elsewhere)(page, pdf)
    expect(existsSync(pdf)).toBe(true)
  })

  test('a machine without a browser gets an error of the system instead of what to do', async () => {
    const { page, pdf } = await document('<p>Once')
    await expect(browserPrinter({ ASSAY_BROWSER: '/nowhere/chromium' }, elsewhere)(page, pdf)).rejects.toMatchObject({
      code: 'NO_PDF_PRINTER',
      message:
        'No PDF was written: ASSAY_BROWSER names /nowhere/chromium, which does not exist. The report as HTML can be printed from any browser.',
    })
    const none = browserPrinter({}, { ...elsewhere, platform: 'win32' })
    await expect(none(page, pdf)).rejects.toThrow('none was found on this machine. Install one')
  })

  test('what a browser said when it failed is swallowed, or a profile of it stays behind', async () => {
    const directory = await temporaryDirectory()
    const program = join(directory, 'chromium')
    await writeFile(
      program,
      `#!/bin/sh\nfor word in "$@"; do case "$word" in --user-data-dir=*) echo "\${word#*=}" > "${directory}/profile";; esac; done\necho first >&2\necho "no usable sandbox" >&2\nexit 3\n`,
    )
    await chmod(program, 0o755)
    const { page, pdf } = await document('<p>Once')
    await expect(browserPrinter({ ASSAY_BROWSER: program }, elsewhere)(page, pdf)).rejects.toThrow(
      `${program}: it ended with code 3 and said "no usable sandbox"`,
    )
    const profile = (await readFile(join(directory, 'profile'), 'utf8')).trim()
    expect(existsSync(profile)).toBe(false)
    expect(await readdir(join(pdf, '..'))).toEqual(['a report, 50 % #1.html'])
  })
})
