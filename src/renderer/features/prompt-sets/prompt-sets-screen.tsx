import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { PromptSetSummary } from '#shared/domain/prompt-set.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { SideList, type SideListGroup } from '../../ui/side-list.tsx'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { ImportPrompts } from './import-prompts.tsx'
import { NewPromptSet } from './new-prompt-set.tsx'
import { OpenPromptSet } from './open-prompt-set.tsx'

/** What is shown instead of a set while one is being added. */
const IMPORT = 'new-import'
const TYPED = 'new-typed'

/** Sets of prompts: what there is, and the chosen one beside it. */
export function PromptSetsScreen() {
  const { show } = useSearch({ from: '/prompts' })
  const navigate = useNavigate()
  const list = useQuery(workbench.promptSet.list.queryOptions())
  const look = (key: string) => void navigate({ to: '/prompts', search: { show: key } })
  const chosen = show ?? list.data?.[0]?.id ?? IMPORT
  const own = list.data?.filter(({ shipped }) => !shipped) ?? []

  return (
    <Screen
      title="Prompt sets"
      layout="bare"
      foot={list.data === undefined ? undefined : countText(own.length, 'set of your own', 'sets of your own')}
      end={
        <>
          <Button onClick={() => look(TYPED)}>New set</Button>
          <Button look="primary" onClick={() => look(IMPORT)}>
            Import prompts
          </Button>
        </>
      }
    >
      <div className={desk['twoColumns']}>
        <SideList label="Prompt sets" groups={groupSets(list.data ?? [])} chosen={chosen} onChoose={look} />
        {list.isPending && (
          <div className={desk['main']}>
            <LoadingShape label="Loading the prompt sets" lines={8} />
          </div>
        )}
        {list.isError && (
          <div className={desk['main']}>
            <ErrorState
              title="The prompt sets can’t be listed"
              error={list.error}
              onRetry={() => void list.refetch()}
            />
          </div>
        )}
        {list.data !== undefined &&
          (chosen === IMPORT ? (
            <ImportPrompts own={own} onKept={look} />
          ) : chosen === TYPED ? (
            <NewPromptSet onKept={look} />
          ) : (
            <OpenPromptSet key={chosen} promptSetId={chosen} onKept={look} onRemoved={() => look(IMPORT)} />
          ))}
      </div>
    </Screen>
  )
}

function groupSets(sets: readonly PromptSetSummary[]): SideListGroup[] {
  const entries = (shipped: boolean) =>
    sets
      .filter((set) => set.shipped === shipped)
      .map(({ id, name, version, promptCount }) => ({
        key: id,
        name,
        detail: shipped ? 'read only, copied on edit' : `version ${version}`,
        end: figureText(promptCount),
      }))
  const own = entries(false)
  return [
    { title: own.length === 0 ? 'No set of your own yet' : 'Your sets', entries: own },
    { title: 'Ship with Assay', entries: entries(true) },
  ]
}
