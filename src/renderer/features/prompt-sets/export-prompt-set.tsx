import { useMutation } from '@tanstack/react-query'
import type { PromptFormat } from '#shared/domain/prompt-file.ts'
import type { PromptSet } from '#shared/domain/prompt-set.ts'
import { client } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { saveFile } from '../../ui/save-file.ts'
import styles from './prompt-sets.module.css'

const FORMATS = [
  { format: 'csv', label: 'CSV', type: 'text/csv' },
  { format: 'json', label: 'JSON', type: 'application/json' },
  { format: 'jsonl', label: 'JSON lines', type: 'application/jsonl' },
] as const satisfies readonly { format: PromptFormat; label: string; type: string }[]

/** The open version as a file, which the import reads back as it is. What is not saved yet is not in it. */
export function ExportPromptSet({ set, changed }: { set: PromptSet; changed: boolean }) {
  const save = useMutation({
    mutationFn: async ({ format, type }: (typeof FORMATS)[number]) => {
      const { text } = await client.promptSet.export({ promptSetId: set.id, version: set.version, format })
      saveFile(`${fileName(set.name)}-v${set.version}.${format}`, text, type)
    },
  })
  return (
    <fieldset className={styles['export']}>
      <legend className="unseen">Export version {set.version}</legend>
      <span className="small two" aria-hidden>
        {changed ? `Export version ${set.version} as saved` : 'Export'}
      </span>
      {FORMATS.map((one) => (
        <Button key={one.format} look="quiet" small disabled={save.isPending} onClick={() => save.mutate(one)}>
          {one.label}
        </Button>
      ))}
      {save.isError && <span className="small alarm">Not exported. {readFailure(save.error).message}</span>}
    </fieldset>
  )
}

/** A set's name without what no file system likes. */
function fileName(name: string): string {
  return name.replaceAll(/[^\p{Letter}\p{Number}._-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, '') || 'prompts'
}
