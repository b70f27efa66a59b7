import { useQuery } from '@tanstack/react-query'
import { skipToken } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { DesignForm } from './design-form.tsx'
import { draftFromFrozenPlan, draftFromPlan } from './draft.ts'
import { listCandidates, mergeCandidates } from './list-candidates.ts'
import { readStoredDraft } from './use-draft.ts'

/** A new trial, from the kept draft, from another trial's plan, or from the practice plan. */
export function TrialDesignScreen() {
  const { from } = useSearch({ from: '/trials/new' })
  const providers = useQuery(workbench.provider.list.queryOptions())
  const practice = useQuery(workbench.plan.practice.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const source = useQuery(
    workbench.trial.get.queryOptions({ input: from === undefined ? skipToken : { trialId: from } }),
  )

  const initial = useMemo(() => {
    if (providers.data === undefined || practice.data === undefined) return null
    if (from !== undefined && source.data === undefined) return null
    const draft =
      source.data === undefined
        ? (readStoredDraft() ?? draftFromPlan(practice.data))
        : draftFromFrozenPlan(source.data.plan)
    return { ...draft, contenders: mergeCandidates(draft.contenders, listCandidates(providers.data, practice.data)) }
  }, [from, practice.data, providers.data, source.data])

  const error = providers.error ?? practice.error ?? source.error
  if (error !== null) {
    return (
      <Screen title="New trial">
        <ErrorState
          title="A trial can’t be designed now"
          error={error}
          onRetry={() => {
            void providers.refetch()
            void practice.refetch()
            if (from !== undefined) void source.refetch()
          }}
        />
      </Screen>
    )
  }
  if (initial === null || providers.data === undefined || practice.data === undefined) {
    return (
      <Screen title="New trial">
        <LoadingShape label="Loading providers" lines={8} />
      </Screen>
    )
  }
  return (
    <DesignForm
      key={from ?? 'draft'}
      initial={initial}
      providers={providers.data}
      startOver={() => ({
        ...draftFromPlan(practice.data),
        contenders: mergeCandidates([], listCandidates(providers.data, practice.data)),
      })}
    />
  )
}
