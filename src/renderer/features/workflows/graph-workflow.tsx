import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { WorkflowDetail } from '#shared/contract/workflow.ts'
import type { ComfyWorkflow } from '#shared/domain/workflow.ts'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { SelectField } from '../../ui/field.tsx'
import { Note } from '../../ui/states.tsx'
import { BindingTable } from './binding-table.tsx'
import { isAsFound, listNodes, type Bindings } from './bindings.ts'
import { ValidateGraph } from './validate-graph.tsx'
import styles from './workflows.module.css'

interface GraphWorkflowProps {
  detail: WorkflowDetail
  content: ComfyWorkflow
  remove: ReactNode
}

/** A graph: what can be set in it, whether a server can run it, and its nodes. */
export function GraphWorkflow({ detail, content, remove }: GraphWorkflowProps) {
  const { workflow, places, outputs, reasons, notes } = detail
  const cache = useQueryClient()
  const [bindings, setBindings] = useState<Bindings>(content.bindings)
  const [outputNodeId, setOutputNodeId] = useState(content.outputNodeId)
  const rebind = useMutation(
    workbench.workflow.rebind.mutationOptions({
      onSuccess: (saved) => {
        cache.setQueryData(workbench.workflow.get.queryKey({ input: { workflowId: saved.id } }), (known) =>
          known === undefined ? known : { ...known, workflow: saved },
        )
        void cache.invalidateQueries({ queryKey: workbench.workflow.list.key() })
      },
    }),
  )
  const changed = outputNodeId !== content.outputNodeId || JSON.stringify(bindings) !== JSON.stringify(content.bindings)
  const nodes = listNodes(content.graph)

  return (
    <>
      <div className={styles['heading']}>
        <h1>{workflow.name}</h1>
        {remove}
      </div>
      <p className="two">ComfyUI graph, {countText(nodes.length, 'node')}</p>
      {notes.map((note) => (
        <div key={note} className={desk['top']}>
          {isAsFound(content.bindings, reasons) ? (
            <Note look="warn">{note}</Note>
          ) : (
            <p className="small two">At the import: {note}</p>
          )}
        </div>
      ))}
      <section aria-labelledby="inputs">
        <h2 id="inputs">What Assay sets in it</h2>
        <BindingTable
          bindings={bindings}
          places={places}
          reasons={reasons}
          onChange={(next) => {
            rebind.reset()
            setBindings(next)
          }}
        />
        <div className={desk['fields']}>
          <SelectField
            label="The result comes from"
            value={outputNodeId ?? ''}
            width="420px"
            options={[
              { value: '', label: 'every node that saves a picture' },
              ...outputs.map(({ nodeId, title, className }) => ({
                value: nodeId,
                label: `${nodeId} ${title}${title === className ? '' : `, ${className}`}`,
              })),
            ]}
            onChange={(value) => setOutputNodeId(value === '' ? null : value)}
          />
        </div>
        {rebind.isError && (
          <div className={desk['top']}>
            <Note look="bad">Not saved. {readFailure(rebind.error).message}</Note>
          </div>
        )}
        <div className={`${desk['buttons']} ${desk['top']}`}>
          <Button
            look="primary"
            disabled={!changed || rebind.isPending}
            onClick={() => rebind.mutate({ workflowId: workflow.id, bindings, outputNodeId })}
          >
            Save the inputs
          </Button>
          {changed && (
            <Button
              look="quiet"
              onClick={() => {
                setBindings(content.bindings)
                setOutputNodeId(content.outputNodeId)
              }}
            >
              Undo
            </Button>
          )}
          {rebind.isSuccess && !changed && <output className="small two">Saved.</output>}
        </div>
      </section>
      <ValidateGraph workflowId={workflow.id} />
      <section aria-labelledby="nodes" className={desk['broad']}>
        <h2 id="nodes">Nodes</h2>
        <table className={`compact ${styles['nodes']}`}>
          <thead>
            <tr>
              <th scope="col">Id</th>
              <th scope="col">Title</th>
              <th scope="col">Class</th>
              <th scope="col">Inputs</th>
            </tr>
          </thead>
          <tbody>
            {nodes.map((node) => (
              <tr key={node.nodeId}>
                <td className="two">{node.nodeId}</td>
                <td>{node.title}</td>
                <td className="mono two">{node.className}</td>
                <td className="two">{node.inputs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
