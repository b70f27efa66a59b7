import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { MeasuredModel } from '#shared/domain/contender-history.ts'
import { countText } from '#shared/units/count-text.ts'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import desk from '../../ui/desk.module.css'
import { SideList } from '../../ui/side-list.tsx'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import { ModelHistory } from './model-history.tsx'

/** One model over all the trials that have measured it. */
export function ModelHistoryScreen() {
  const { show } = useSearch({ from: '/models' })
  const navigate = useNavigate()
  const list = useQuery(workbench.analysis.models.queryOptions())
  const chosen = list.data?.find((model) => keyOf(model) === show) ?? (show === undefined ? list.data?.[0] : undefined)
  return (
    <Screen
      title="Over many trials"
      layout="bare"
      practice={chosen?.practice === true}
      foot={list.data === undefined ? undefined : countText(list.data.length, 'model')}
    >
      <div className={desk['twoColumns']}>
        <SideList
          label="Models"
          groups={groupModels(list.data ?? [])}
          chosen={chosen === undefined ? null : keyOf(chosen)}
          onChoose={(key) => void navigate({ to: '/models', search: { show: key } })}
        />
        <div className={desk['main']}>
          {chosen === undefined && <h1 className="unseen">One model over many trials</h1>}
          {list.isPending && <LoadingShape label="Loading the models" lines={8} />}
          {list.isError && (
            <ErrorState title="The models can’t be listed" error={list.error} onRetry={() => void list.refetch()} />
          )}
          {list.data?.length === 0 && (
            <EmptyState title="No model was measured yet" action={<Link to="/trials/new">Design a trial</Link>}>
              Whatever a trial has measured stands here by date, so that a change shows.
            </EmptyState>
          )}
          {list.data !== undefined && list.data.length > 0 && chosen === undefined && (
            <EmptyState title="There is no such model" action={<Link to="/models">See all</Link>}>
              No trial in this data folder has measured it.
            </EmptyState>
          )}
          {chosen !== undefined && <ModelHistory key={keyOf(chosen)} model={chosen} />}
        </div>
      </div>
    </Screen>
  )
}

function keyOf({ providerId, modelId, practice }: MeasuredModel): string {
  return `${practice ? 'practice' : 'real'} ${providerId} ${modelId}`
}

function groupModels(models: readonly MeasuredModel[]) {
  if (models.length === 0) return [{ title: 'No model yet', entries: [] }]
  return [
    { title: 'Measured', entries: models.filter(({ practice }) => !practice) },
    { title: 'Practice: simulated', entries: models.filter(({ practice }) => practice) },
  ]
    .filter(({ entries }) => entries.length > 0)
    .map(({ title, entries }) => ({
      title,
      entries: entries.map((model) => ({
        key: keyOf(model),
        name: model.modelName,
        detail: model.providerName,
        end: countText(model.trialCount, 'trial'),
      })),
    }))
}
