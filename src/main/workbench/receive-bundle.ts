import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { OpenedBundle } from '#shared/domain/bundle.ts'
import { AssayError } from '#shared/errors.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import type { WorkbenchContext } from './context.ts'

/** What a page may send: beyond it, "assay bundle open" takes the file where it lies. */
const MOST_BYTES = 50_000_000_000

/**
 * Takes a bundle from the page, straight onto the disk, and opens it. Nothing of what was sent is left but the opened bundle.
 * @throws AssayError as `takeInBundle`; BAD_USAGE where nothing was sent, or too much
 */
export async function receiveBundle(
  request: Request,
  { analyst }: Pick<WorkbenchContext, 'analyst'>,
): Promise<OpenedBundle> {
  if (request.body === null) throw new AssayError('BAD_USAGE', 'No file was sent. Choose an evidence bundle.')
  const directory = await mkdtemp(join(tmpdir(), 'assay-bundle-'))
  try {
    const path = join(directory, 'evidence.zip')
    await pipeline(request.body, counted(), createWriteStream(path))
    return await analyst.openBundle(path)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function counted(): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      bytes += chunk.byteLength
      const message = `The file is larger than ${formatBytes(MOST_BYTES)}. "assay bundle open FILE" opens it where it lies.`
      if (bytes > MOST_BYTES) done(new AssayError('BAD_USAGE', message))
      else done(null, chunk)
    },
  })
}
