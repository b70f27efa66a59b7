import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PdfPrinter } from '#main/workbench/ports.ts'
import { AssayError } from '#shared/errors.ts'
import { browserCandidates } from './browser-candidates.ts'

const PRINTS_WITHIN_MS = 120_000

/** What it is started with: no window, nothing that calls home, nothing of the person's own profile. */
const ARGUMENTS = [
  '--headless',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-extensions',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pdf-header-footer',
  // A report asks for nothing from elsewhere; were one to, it would find nobody.
  '--host-resolver-rules=MAP * ~NOTFOUND',
]

/**
 * Prints with a Chrome, Edge or Chromium of this machine: the one that `ASSAY_BROWSER` names, else the first that prints. It is started
 * for one document, with a profile of its own that is thrown away.
 * @param machine what is looked through; for tests
 */
export function browserPrinter(
  environment: Readonly<Record<string, string | undefined>>,
  machine: { platform: NodeJS.Platform; homeDirectory: string; isRoot: boolean } = {
    platform: process.platform,
    homeDirectory: homedir(),
    isRoot: process.getuid?.() === 0,
  },
): PdfPrinter {
  return async (documentPath, pdfPath) => {
    const named = environment['ASSAY_BROWSER'] ?? ''
    const candidates = named === '' ? browserCandidates({ ...machine, environment }) : [named]
    const present = candidates.filter((path) => existsSync(path))
    const reasons: string[] = []
    for (const program of present) {
      const reason = await print(program, { documentPath, pdfPath, isRoot: machine.isRoot })
      if (reason === null) return
      reasons.push(`${program}: ${reason}`)
    }
    throw new AssayError('NO_PDF_PRINTER', explain(named, reasons))
  }
}

function explain(named: string, reasons: readonly string[]): string {
  const otherwise = 'The report as HTML can be printed from any browser.'
  if (reasons.length > 0) return `No PDF was written. ${reasons.join('; ')}. ${otherwise}`
  return named === ''
    ? `No PDF was written: it is printed by a Chrome, Edge or Chromium, and none was found on this machine. Install one, or name one with ASSAY_BROWSER=/path/to/it. ${otherwise}`
    : `No PDF was written: ASSAY_BROWSER names ${named}, which does not exist. ${otherwise}`
}

/** @returns null where the file was printed, else why not */
async function print(
  program: string,
  given: { documentPath: string; pdfPath: string; isRoot: boolean },
): Promise<string | null> {
  const profile = await mkdtemp(join(tmpdir(), 'assay-print-'))
  try {
    const child = spawn(
      program,
      [
        ...ARGUMENTS,
        // Chromium refuses to start as root with its sandbox on; the document can run no script.
        ...(given.isRoot ? ['--no-sandbox'] : []),
        `--user-data-dir=${profile}`,
        `--print-to-pdf=${given.pdfPath}`,
        pathToFileURL(given.documentPath).href,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'], timeout: PRINTS_WITHIN_MS, killSignal: 'SIGKILL' },
    )
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000)
    })
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
    if (signal !== null) return `it had not ended after ${PRINTS_WITHIN_MS / 1000} s`
    if (code === 0 && (await isPdf(given.pdfPath))) return null
    return `it ended with code ${code}${said === '' ? '' : ` and said "${lastLine(said)}"`}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

async function isPdf(path: string): Promise<boolean> {
  try {
    const file = await open(path)
    try {
      const { buffer } = await file.read(Buffer.alloc(5), 0, 5, 0)
      return buffer.toString('latin1') === '%PDF-'
    } finally {
      await file.close()
    }
  } catch {
    return false
  }
}
