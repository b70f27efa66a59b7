import { AssayError } from '#shared/errors.ts'
import type { Workbench } from '#main/workbench/workbench.ts'

/**
 * The id of the trial that somebody named on the command line.
 * @param wanted its id or the beginning of it, with or without the word that all ids begin with, or "latest"; so an opened bundle
 * @throws AssayError BAD_USAGE where several begin so, NOT_FOUND
 */
export async function findTrial(workbench: Workbench, wanted: string): Promise<string> {
  const { trials } = await workbench.client.trial.list({ limit: 200 })
  const [latest] = trials
  if (wanted === 'latest' && latest !== undefined) return latest.id
  const bundles = await workbench.client.bundle.list()
  const begins = [wanted, `trial-${wanted}`, `bundle-${wanted}`]
  const known = [...trials, ...bundles]
  const exact = known.find(({ id }) => id === wanted)
  if (exact !== undefined) return exact.id
  const matching = known.filter(({ id }) => begins.some((beginning) => id.startsWith(beginning)))
  const [only, second] = matching
  if (only !== undefined && second === undefined) return only.id
  if (second !== undefined) {
    throw new AssayError(
      'BAD_USAGE',
      `"${wanted}" is the beginning of ${matching.length} of them. Write more of the id; "assay trials" and "assay bundle list" list them.`,
    )
  }
  if (wanted === 'latest') {
    throw new AssayError(
      'NOT_FOUND',
      'There is no trial in this data folder yet. "assay demo" runs one; "--data" takes another folder.',
    )
  }
  // An older trial than the list shows can still be named in full.
  return (await workbench.client.trial.get({ trialId: wanted })).id
}
