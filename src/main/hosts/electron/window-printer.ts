import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { BrowserWindow } from 'electron'
import type { PdfPrinter } from '#main/workbench/ports.ts'
import { AssayError } from '#shared/errors.ts'

const printing = new WeakSet<BrowserWindow>()

/** Whether a window is there for printing alone: it is none of the person's. */
export function isPrinting(window: BrowserWindow): boolean {
  return printing.has(window)
}

/** Prints with Electron's own Chromium: in a window that nobody sees, that runs no script and is closed again. */
export const windowPrinter: PdfPrinter = async (documentPath, pdfPath) => {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  })
  printing.add(window)
  try {
    await window.loadURL(pathToFileURL(documentPath).href)
    await writeFile(pdfPath, await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AssayError(
      'NO_PDF_PRINTER',
      `No PDF was written (${reason}). The report as HTML can be printed from any browser.`,
      { cause: error },
    )
  } finally {
    window.destroy()
  }
}
