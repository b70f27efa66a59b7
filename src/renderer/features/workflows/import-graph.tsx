import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { AreaField, TextField } from '../../ui/field.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './workflows.module.css'

interface ImportGraphProps {
  first: boolean
  onKept: (workflowId: string) => void
}

/** A graph in ComfyUI's API format: from a file, pasted, or one of those that ship. */
export function ImportGraph({ first, onKept }: ImportGraphProps) {
  const cache = useQueryClient()
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const keep = useMutation(
    workbench.workflow.import.mutationOptions({
      onSuccess: (imported) => {
        void cache.invalidateQueries({ queryKey: workbench.workflow.list.key() })
        onKept(imported.workflow.id)
      },
    }),
  )

  async function readFile(file: File) {
    keep.reset()
    setUnreadable(null)
    setText(await file.text())
    setName(file.name.replace(/\.json$/i, ''))
  }
  function importText() {
    keep.reset()
    const graph = parseJson(text)
    setUnreadable(graph.ok ? null : `This is not JSON: ${graph.problem}. Choose the file that ComfyUI saved.`)
    if (graph.ok) keep.mutate({ name: name.trim() === '' ? 'ComfyUI workflow' : name.trim(), graph: graph.value })
  }

  return (
    <>
      <h1>{first ? 'No workflow yet' : 'Import from ComfyUI'}</h1>
      <p className="two">
        A graph in API format. In ComfyUI: <b>Workflow</b>, then <b>Export (API)</b>. The inputs are found in it, and
        you can put them right.
      </p>
      <FileDrop accept="application/json,.json" onFile={(file) => void readFile(file)} />
      <div className={desk['fields']}>
        <AreaField
          label="Or paste it"
          value={text}
          rows={8}
          mono
          placeholder='{ "3": { "class_type": "KSampler", "inputs": { … } } }'
          onChange={setText}
        />
        <TextField label="Name" value={name} placeholder="ComfyUI workflow" width="320px" onChange={setName} />
        {unreadable !== null && <Note look="bad">{unreadable}</Note>}
        {keep.isError && <Note look="bad">{readFailure(keep.error).message}</Note>}
        <div>
          <Button look="primary" disabled={text.trim() === '' || keep.isPending} onClick={importText}>
            {keep.isPending ? 'Reading…' : 'Import'}
          </Button>
        </div>
      </div>
      <Shipped busy={keep.isPending} onImport={(shipped) => keep.mutate(shipped)} />
    </>
  )
}

interface ShippedProps {
  busy: boolean
  onImport: (shipped: { name: string; graph: unknown }) => void
}

function Shipped({ busy, onImport }: ShippedProps) {
  const shipped = useQuery(workbench.workflow.shipped.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  if (shipped.data === undefined || shipped.data.length === 0) return null
  return (
    <section aria-labelledby="shipped">
      <h2 id="shipped">Ships with Assay</h2>
      <ul className={styles['shipped']}>
        {shipped.data.map(({ id, name, about, graph }) => (
          <li key={id}>
            <span>{name}</span>
            <span className="small two">{about}</span>
            <Button small disabled={busy} aria-label={`Import ${name}`} onClick={() => onImport({ name, graph })}>
              Import
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; problem: string } {
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, value }
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) }
  }
}
