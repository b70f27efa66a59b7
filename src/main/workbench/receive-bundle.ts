import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { bundleUnwritable, makeUnfinished } from '#main/store/bundle/bundle-store.ts'
import type { OpenedBundle } from '#shared/domain/bundle.ts'
import { AssayError } from '#shared/errors.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import type { WorkbenchContext } from './context.ts'

/** What a page may send: beyond it, "assay bundle open" takes the file where it lies. */
const MOST_BYTES = 50_000_000_000

/**
 * Takes a bundle from the page, straight onto the disk, and opens it. Nothing of what was sent is left but the opened bundle, and not that
 * where whoever sent it has gone meanwhile.
 * @throws AssayError as `takeInBundle`; BAD_USAGE where nothing was sent, too much, or only a part
 */
export async function receiveBundle(
  request: Request,
  { analyst, bundles, ports }: Pick<WorkbenchContext, 'analyst' | 'bundles' | 'ports'>,
): Promise<OpenedBundle> {
  if (request.body === null) throw new AssayError('BAD_USAGE', 'No file was sent. Choose an evidence bundle.')
  const directory = await makeUnfinished(ports.dataDirectory)
  try {
    const path = join(directory, 'evidence.zip')
    await pipeline(request.body, counted(), createWriteStream(path)).catch((error: unknown) => {
      throw asTold(error, ports.dataDirectory)
    })
    const before = new Set(bundles.list().map(({ id }) => id))
    const opened = await analyst.openBundle(path)
    if (request.signal.aborted && !before.has(opened.id)) bundles.remove(opened.id)
    return opened
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Whether the disk took no more, or nothing more came. */
function asTold(error: unknown, dataDirectory: string): AssayError {
  if (error instanceof AssayError) return error
  if (error instanceof Error && 'syscall' in error && (error.syscall === 'write' || error.syscall === 'open')) {
    return bundleUnwritable(dataDirectory, error)
  }
  return new AssayError('BAD_USAGE', 'Only a part of the file came. Send it again. Nothing was kept.', { cause: error })
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
