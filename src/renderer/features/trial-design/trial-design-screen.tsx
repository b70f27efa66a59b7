import { useQuery } from '@tanstack/react-query'
import { skipToken } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { DesignForm } from './design-form.tsx'
import type { DesignSources } from './design-sources.ts'
import { draftFromFrozenPlan, draftFromPlan } from './draft.ts'
import { listCandidates, mergeCandidates } from './list-candidates.ts'
import { readStoredDraft } from './use-draft.ts'

/** A new trial, from the kept draft, from another trial's plan, or from the practice plan; or what is added to a trial. */
export function TrialDesignScreen() {
  const { from, extend } = useSearch({ from: '/trials/new' })
  const providers = useQuery(workbench.provider.list.queryOptions())
  const accounts = useQuery(workbench.account.list.queryOptions())
  const workflows = useQuery(workbench.workflow.list.queryOptions())
  const rentals = useQuery(workbench.rental.list.queryOptions())
  const practice = useQuery(workbench.plan.practice.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const source = useQuery(
    workbench.trial.get.queryOptions({ input: from === undefined ? skipToken : { trialId: from } }),
  )

  const sources = useMemo<DesignSources | null>(
    () =>
      providers.data === undefined ||
      accounts.data === undefined ||
      workflows.data === undefined ||
      rentals.data === undefined
        ? null
        : {
            providers: providers.data,
            accounts: accounts.data,
            workflows: workflows.data,
            rentals: rentals.data,
          },
    [accounts.data, providers.data, rentals.data, workflows.data],
  )
  const initial = useMemo(() => {
    if (sources === null || practice.data === undefined) return null
    if (from !== undefined && source.data === undefined) return null
    const draft =
      source.data === undefined
        ? (readStoredDraft() ?? draftFromPlan(practice.data))
        : draftFromFrozenPlan(source.data.plan)
    const candidates = listCandidates(sources.providers, practice.data, sources.accounts)
    return { ...draft, contenders: mergeCandidates(draft.contenders, candidates) }
  }, [from, practice.data, source.data, sources])

  const error = providers.error ?? accounts.error ?? workflows.error ?? rentals.error ?? practice.error ?? source.error
  if (error !== null) {
    return (
      <Screen title="New trial">
        <ErrorState
          title="A trial can’t be designed now"
          error={error}
          onRetry={() => {
            for (const query of [providers, accounts, workflows, rentals, practice]) void query.refetch()
            if (from !== undefined) void source.refetch()
          }}
        />
      </Screen>
    )
  }
  if (initial === null || sources === null || practice.data === undefined) {
    return (
      <Screen title="New trial">
        <LoadingShape label="Loading providers" lines={8} />
      </Screen>
    )
  }
  return (
    <DesignForm
      key={`${from ?? 'draft'} ${extend === true ? 'extend' : ''}`}
      initial={initial}
      extending={extend === true && source.data !== undefined ? source.data : null}
      sources={sources}
      startOver={() => ({
        ...draftFromPlan(practice.data),
        contenders: mergeCandidates([], listCandidates(sources.providers, practice.data, sources.accounts)),
      })}
    />
  )
}
