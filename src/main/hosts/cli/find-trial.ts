import { AssayError } from '#shared/errors.ts'
import type { Workbench } from '#main/workbench/workbench.ts'

/**
 * The id of the trial that somebody named on the command line.
 * @param wanted its id, the beginning of its id, or "latest"; also the id of an opened bundle, or its beginning
 * @throws AssayError BAD_USAGE where several begin so, NOT_FOUND
 */
export async function findTrial(workbench: Workbench, wanted: string): Promise<string> {
  const { trials } = await workbench.client.trial.list({ limit: 200 })
  const [latest] = trials
  if (wanted === 'latest' && latest !== undefined) return latest.id
  const bundles = wanted.startsWith('bundle-') ? await workbench.client.bundle.list() : []
  const matching = [...trials, ...bundles].filter(({ id }) => id === wanted || id.startsWith(wanted))
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
