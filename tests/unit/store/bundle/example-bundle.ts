import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'
import { hashWorkflows } from '#main/reports/bundle/hash-workflows.ts'
import { MANIFEST_FILE, type BundleManifest } from '#shared/domain/bundle.ts'
import type { ReportOptions } from '#shared/domain/report.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { rawZip, type RawEntry } from '#tests/support/raw-zip.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { makeContender, makeRow, makeTrial } from '../../reports/make-trial.ts'
import { writePlainReport } from '../../reports/write-plain-report.ts'

export const CONTENDERS = ['contender-0', 'contender-1'] as const

/** Two contenders, two prompts, four pictures: each is the text that its hash is of, see `pictureHash`. */
export function exampleEvidence(): { trial: Trial; rows: SampleRow[] } {
  const trial = makeTrial([makeContender(0), makeContender(1)], { prompts: 2 })
  const rows = CONTENDERS.flatMap((id) => [0, 1].map((position) => makeRow(id, position)))
  return { trial, rows }
}

const PICTURES = new Map(
  CONTENDERS.flatMap((id) => [0, 1, 2, 3].map((position) => Buffer.from(`${id} ${position}`))).map((bytes) => [
    sha256Of(bytes),
    bytes,
  ]),
)

/** Writes a bundle and says where it is. */
export async function writeExampleBundle(
  given: Omit<NonNullable<Parameters<typeof writePlainReport>[3]>, 'rows'> & { rows?: readonly SampleRow[] } = {},
): Promise<string> {
  const directory = await temporaryDirectory()
  const example = exampleEvidence()
  const { trial = example.trial, rows = example.rows, ...others } = given
  await writePlainReport(directory, trial, rows, {
    formats: ['bundle'],
    bundle: {
      assayVersion: '0.1.0',
      createdAt: '2026-11-20T08:00:00.000Z',
      workflows: hashWorkflows(trial.plan),
      measures: { samples: [], checks: [], pictures: [], corners: [] },
      tallies: { attempts: [], charges: [] },
      // Its pictures are none.
      clearPicture: (bytes) => bytes,
      before: null,
    },
    readPicture: async (sha256) => PICTURES.get(sha256) ?? null,
    ...others,
  })
  return join(directory, 'evidence.zip')
}

export const WITHOUT = (...leaveOut: ReportOptions['leaveOut']): ReportOptions => ({ template: 'full', leaveOut })

/** The files of an archive as another reader has them, in their order. */
export async function unzipped(path: string): Promise<Map<string, Buffer>> {
  const zip = await yauzl.openPromise(path, { autoClose: false })
  const files = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  }
  zip.close()
  return files
}

/** A good bundle with something changed in it, and the manifest made to fit again where that is `sealed`. */
export async function forgeBundle(
  change: (files: Map<string, Buffer>) => void | RawEntry[],
  { sealed = false }: { sealed?: boolean } = {},
): Promise<string> {
  const path = await writeExampleBundle()
  const files = await unzipped(path)
  const further = change(files) ?? []
  if (sealed) {
    const manifest = JSON.parse((files.get(MANIFEST_FILE) as Buffer).toString('utf8')) as BundleManifest
    manifest.files = [...files]
      .filter(([name]) => name !== MANIFEST_FILE)
      .map(([name, bytes]) => ({ name, sha256: sha256Of(bytes), sizeBytes: bytes.byteLength }))
    files.set(MANIFEST_FILE, Buffer.from(JSON.stringify(manifest)))
  }
  await writeFile(path, rawZip([...[...files].map(([name, bytes]) => ({ name, bytes })), ...further]))
  return path
}

/** Changes one part of a JSON file of a bundle. */
export function editJson(files: Map<string, Buffer>, name: string, edit: (value: never) => void): void {
  const value = JSON.parse((files.get(name) as Buffer).toString('utf8')) as never
  edit(value)
  files.set(name, Buffer.from(JSON.stringify(value)))
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export async function manifestOf(path: string): Promise<BundleManifest> {
  return JSON.parse(((await unzipped(path)).get(MANIFEST_FILE) as Buffer).toString('utf8')) as BundleManifest
}
