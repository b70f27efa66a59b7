import type { Writable } from 'node:stream'

/**
 * Goes on when whoever reads the output has gone (`assay run … | head`): a trial must not be lost because nobody reads its lines
 * any more. Any other error of a stream is a bug, and is thrown.
 */
export function outliveReaders(...streams: Writable[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}
