import { useQuery } from '@tanstack/react-query'
import { isBundleId } from '#shared/domain/bundle-id.ts'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import { useOpenTrial } from '../trial/trial-context.ts'
import { TrialScreen } from '../trial/trial-screen.tsx'
import { useHasUnexamined } from '../trial/use-rows.ts'
import { EconomicsView } from './economics-view.tsx'
import { openPictures } from './examination.ts'

/** While the trial runs the numbers move; asking more often would not make them truer. */
const REFRESH_MS = 5000

/** What a month costs with each contender, from what the trial measured and what its reader assumes. */
export function EconomicsScreen() {
  const { trial } = useOpenTrial()
  const input = { trialId: trial.id }
  const running = trial.status === 'running'
  const hasUnexamined = useHasUnexamined(trial.id)
  const analysis = useQuery(
    workbench.analysis.get.queryOptions({
      input,
      staleTime: running ? 0 : Number.POSITIVE_INFINITY,
      // What was asked for while the last pictures were examined may have missed them: nothing is followed any more that would say so.
      refetchInterval: ({ state: { data } }) =>
        running || (data !== undefined && openPictures(data) > 0 && !hasUnexamined && !isBundleId(trial.id))
          ? REFRESH_MS
          : false,
    }),
  )
  // It may have been saved elsewhere since.
  const kept = useQuery(workbench.decision.get.queryOptions({ input, staleTime: 0 }))
  const claims = useQuery(workbench.claim.list.queryOptions())
  const prices = useQuery(workbench.price.list.queryOptions())

  const failed = [
    { query: analysis, title: 'The numbers can’t be worked out' },
    { query: kept, title: 'The assumptions can’t be read' },
    { query: claims, title: 'The claims can’t be read' },
    { query: prices, title: 'The price book can’t be read' },
  ].find(({ query }) => query.isError)
  if (failed !== undefined) {
    return (
      <TrialScreen>
        <ErrorState title={failed.title} error={failed.query.error} onRetry={() => void failed.query.refetch()} />
      </TrialScreen>
    )
  }
  if (
    analysis.data === undefined ||
    kept.data === undefined ||
    claims.data === undefined ||
    prices.data === undefined
  ) {
    return (
      <TrialScreen>
        <LoadingShape label="Working out the costs" lines={8} />
      </TrialScreen>
    )
  }
  if (analysis.data.succeeded === 0) {
    return (
      <TrialScreen>
        <h1>Economics</h1>
        <EmptyState title="No picture has come yet">
          {analysis.data.asked === 0
            ? 'Nothing has been answered so far, so there is nothing to reckon a month from.'
            : `${countText(analysis.data.asked, 'sample')} ended without one, so what a picture costs was not measured; the reasons are kept with each on the light table.`}
        </EmptyState>
      </TrialScreen>
    )
  }
  return (
    <EconomicsView
      key={trial.id}
      trial={trial}
      analysis={analysis.data}
      kept={kept.data}
      claims={claims.data}
      prices={prices.data}
    />
  )
}
