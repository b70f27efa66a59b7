import { useQuery } from '@tanstack/react-query'
import { workbench } from '../../client/client.ts'
import { formatDay } from '../../ui/format-time.ts'

/** Says on every screen of a bundle what it is, by whom it was made and what stands for its bytes. */
export function BundleMark({ bundleId }: { bundleId: string }) {
  const { data } = useQuery(workbench.bundle.get.queryOptions({ input: { bundleId } }))
  if (data === undefined) return <>Evidence bundle, read-only</>
  const { createdAt, assayVersion, manifestSha256 } = data
  return (
    <span title={`Manifest SHA-256 ${manifestSha256}`}>
      Evidence bundle, read-only: made {formatDay(createdAt)} by Assay {assayVersion}, manifest{' '}
      <span className="mono">{manifestSha256.slice(0, 12)}…</span>
    </span>
  )
}
