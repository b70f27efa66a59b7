import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { NodeProblem } from '#shared/domain/node-problem.ts'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { SelectField } from '../../ui/field.tsx'
import { Note } from '../../ui/states.tsx'
import { listServers } from './list-servers.ts'
import styles from './workflows.module.css'

/** Holds the graph against what a server has. Nothing is queued there. */
export function ValidateGraph({ workflowId }: { workflowId: string }) {
  const accounts = useQuery(workbench.account.list.queryOptions())
  const providers = useQuery(workbench.provider.list.queryOptions())
  const servers = listServers(accounts.data ?? [], providers.data ?? [], 'comfyui')
  const [chosen, setChosen] = useState<string | null>(null)
  const validate = useMutation(workbench.workflow.validate.mutationOptions())
  const server = servers.find(({ key }) => key === chosen) ?? servers[0]
  const found = validate.data

  return (
    <section aria-labelledby="validate">
      <h2 id="validate">Whether a server can run it</h2>
      <div className={`${styles['ask']} ${desk['line']}`}>
        <SelectField
          label="Server"
          width="320px"
          value={server?.key ?? ''}
          options={servers.map(({ key, label }) => ({ value: key, label }))}
          onChange={(key) => {
            validate.reset()
            setChosen(key)
          }}
        />
        <Button
          disabled={server === undefined || validate.isPending}
          onClick={() => {
            if (server !== undefined) {
              validate.mutate({ workflowId, provider: server.providerId, account: server.account })
            }
          }}
        >
          {validate.isPending ? 'Asking…' : 'Ask the server'}
        </Button>
      </div>
      {validate.isError && (
        <div className={desk['top']}>
          <Note look="bad">{readFailure(validate.error).message}</Note>
        </div>
      )}
      {found !== undefined && (
        <div className={desk['top']} aria-live="polite">
          {found.problems.length === 0 ? (
            <p>
              <b>{found.server}</b> has every node, file and value that it needs.
            </p>
          ) : (
            <>
              <p>
                <b>{countText(found.problems.length, 'problem')}</b> on {found.server}:
              </p>
              <ProblemTable problems={found.problems} />
            </>
          )}
        </div>
      )}
    </section>
  )
}

function ProblemTable({ problems }: { problems: readonly NodeProblem[] }) {
  return (
    <table className={`compact ${styles['nodes']}`}>
      <thead>
        <tr>
          <th scope="col">Node</th>
          <th scope="col">Input</th>
          <th scope="col">What is wrong</th>
        </tr>
      </thead>
      <tbody>
        {problems.map((problem) => (
          <tr key={`${problem.nodeId ?? ''} ${problem.input ?? ''} ${problem.message}`}>
            <td>
              {problem.nodeId ?? 'the graph'} <span className="two">{problem.title ?? problem.className ?? ''}</span>
            </td>
            <td className="mono">{problem.input ?? ''}</td>
            <td>{problem.message}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
