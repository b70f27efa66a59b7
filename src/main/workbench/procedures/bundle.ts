import { rmSync } from 'node:fs'
import { AssayError } from '#shared/errors.ts'
import { reportDirectory } from '../write-trial-report.ts'
import { procedures } from './base.ts'

export const bundle = {
  list: procedures.bundle.list.handler(({ context: { bundles } }) => bundles.list()),
  get: procedures.bundle.get.handler(({ input: { bundleId }, context: { bundles } }) => {
    const found = bundles.get(bundleId)
    if (found === null) throw noSuchBundle(bundleId)
    return found
  }),
  remove: procedures.bundle.remove.handler(({ input: { bundleId }, context: { bundles, ports } }) => {
    if (!bundles.remove(bundleId)) throw noSuchBundle(bundleId)
    // What was written of it was made from it.
    rmSync(reportDirectory(ports.dataDirectory, bundleId), { recursive: true, force: true })
    return { removed: true }
  }),
}

function noSuchBundle(bundleId: string): AssayError {
  return new AssayError('NOT_FOUND', `No bundle "${bundleId}" is open in this data folder.`)
}
