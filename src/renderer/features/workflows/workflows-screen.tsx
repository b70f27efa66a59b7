import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { WorkflowSummary } from '#shared/contract/workflow.ts'
import { countText } from '#shared/units/count-text.ts'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { SideList, type SideListGroup } from '../../ui/side-list.tsx'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { DeployedForm } from './deployed-form.tsx'
import { HttpForm } from './http-form.tsx'
import { ImportGraph } from './import-graph.tsx'
import { OpenWorkflow } from './open-workflow.tsx'
import { WORKFLOW_KIND_WORDS } from './workflow-words.ts'

/** What is shown instead of a workflow while one is being added. */
const IMPORT = 'new-graph'
const DEPLOYED = 'new-deployed'
const HTTP = 'new-http'

export function WorkflowsScreen() {
  const { show } = useSearch({ from: '/workflows' })
  const navigate = useNavigate()
  const list = useQuery(workbench.workflow.list.queryOptions())
  const look = (key: string) => void navigate({ to: '/workflows', search: { show: key } })
  const chosen = show ?? list.data?.[0]?.id ?? IMPORT

  return (
    <Screen
      title="Workflows"
      layout="bare"
      foot={list.data === undefined ? undefined : countText(list.data.length, 'workflow')}
      end={
        <>
          <Button onClick={() => look(DEPLOYED)}>Name a deployed one</Button>
          <Button onClick={() => look(HTTP)}>Describe an HTTP API</Button>
          <Button look="primary" onClick={() => look(IMPORT)}>
            Import from ComfyUI
          </Button>
        </>
      }
    >
      <div className={desk['twoColumns']}>
        <SideList label="Workflows" groups={groupWorkflows(list.data ?? [])} chosen={chosen} onChoose={look} />
        <div className={desk['main']}>
          {list.isPending && <LoadingShape label="Loading the workflows" lines={8} />}
          {list.isError && (
            <ErrorState title="The workflows can’t be listed" error={list.error} onRetry={() => void list.refetch()} />
          )}
          {list.data !== undefined && (
            <Chosen key={chosen} chosen={chosen} first={list.data.length === 0} look={look} />
          )}
        </div>
      </div>
    </Screen>
  )
}

function Chosen({ chosen, first, look }: { chosen: string; first: boolean; look: (key: string) => void }) {
  if (chosen === IMPORT) return <ImportGraph first={first} onKept={look} />
  if (chosen === DEPLOYED) return <DeployedForm stored={null} onKept={look} />
  if (chosen === HTTP) return <HttpForm stored={null} onKept={look} />
  return <OpenWorkflow workflowId={chosen} onRemoved={() => look(IMPORT)} />
}

function groupWorkflows(workflows: readonly WorkflowSummary[]): SideListGroup[] {
  if (workflows.length === 0) return [{ title: 'No workflow yet', entries: [] }]
  return (['comfyui', 'deployed', 'http'] as const)
    .map((kind) => ({
      title: TITLES[kind],
      entries: workflows
        .filter((workflow) => workflow.kind === kind)
        .map(({ id, name, bound, nodeCount }) => ({
          key: id,
          name,
          detail: nodeCount === null ? WORKFLOW_KIND_WORDS[kind] : countText(nodeCount, 'node'),
          end: countText(bound.length, 'input'),
        })),
    }))
    .filter(({ entries }) => entries.length > 0)
}

const TITLES: Record<WorkflowSummary['kind'], string> = {
  comfyui: 'ComfyUI graphs',
  deployed: 'Deployed at a provider',
  http: 'HTTP templates',
}
