import { readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

async function setUp() {
  vi.resetModules()
  const electron = await import('#tests/support/electron-stand-in.ts')
  vi.doMock('electron', () => electron)
  const printer = await import('#main/hosts/electron/window-printer.ts')
  return { electron, ...printer, directory: await temporaryDirectory() }
}

let printer: Awaited<ReturnType<typeof setUp>>
beforeEach(async () => {
  printer = await setUp()
})

describe('printing with the desktop’s own browser', () => {
  test('a window that runs scripts, or shows itself, or stays open after the printing', async () => {
    const { electron, directory, windowPrinter } = printer
    const opened: unknown[] = []
    electron.app.on('window-opened', (window: { options: unknown }) => opened.push(window.options))
    await windowPrinter(join(directory, 'a report#1.html'), join(directory, 'out.pdf'))
    expect(opened).toEqual([
      { show: false, webPreferences: expect.objectContaining({ sandbox: true, javascript: false }) as unknown },
    ])
    expect(electron.calls).toEqual(['window', 'print {"preferCSSPageSize":true,"printBackground":true}', 'destroy'])
    expect(await readFile(join(directory, 'out.pdf'), 'utf8')).toBe('%PDF-1.4')
  })

  test('a failed print leaves its window open or a file behind, or says nothing of what else can be done', async () => {
    const { electron, directory, windowPrinter } = printer
    electron.StandInContents.printed = { error: 'Printing failed' }
    await expect(windowPrinter(join(directory, 'report.html'), join(directory, 'out.pdf'))).rejects.toThrow(
      'No PDF was written (Printing failed). The report as HTML can be printed from any browser.',
    )
    expect(electron.calls.at(-1)).toBe('destroy')
    expect(existsSync(join(directory, 'out.pdf'))).toBe(false)
  })

  test('the window that prints is taken for the one of the person', async () => {
    const { electron, directory, windowPrinter, isPrinting } = printer
    const seen: boolean[] = []
    electron.app.on('window-opened', (window) =>
      queueMicrotask(() => seen.push(isPrinting(window as Parameters<typeof isPrinting>[0]))),
    )
    await windowPrinter(join(directory, 'report.html'), join(directory, 'out.pdf'))
    expect(seen).toEqual([true])
  })
})
