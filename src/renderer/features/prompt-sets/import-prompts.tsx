import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ColumnUses, PromptFileReading } from '#shared/domain/prompt-file.ts'
import type { PromptSetSummary } from '#shared/domain/prompt-set.ts'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { AreaField, SelectField, TextField } from '../../ui/field.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { Note } from '../../ui/states.tsx'
import { ImportPreview } from './import-preview.tsx'
import { ReadingFields } from './reading-fields.tsx'
import { useRefreshPromptSets } from './use-refresh-prompt-sets.ts'

interface ImportPromptsProps {
  own: readonly PromptSetSummary[]
  onKept: (promptSetId: string) => void
}

interface Source {
  file: File
  reading: PromptFileReading
  /** null: as suggested. */
  uses: ColumnUses | null
}

const NEW_SET = ''

/** A file of prompts or a pasted text: how it is read, what its columns become, and then the import. */
export function ImportPrompts({ own, onKept }: ImportPromptsProps) {
  const refresh = useRefreshPromptSets()
  const [text, setText] = useState('')
  const [name, setName] = useState('')
  const [into, setInto] = useState(NEW_SET)
  const [source, setSource] = useState<Source | null>(null)
  const preview = useMutation(workbench.promptSet.preview.mutationOptions())
  const keep = useMutation(
    workbench.promptSet.import.mutationOptions({
      onSuccess: async ({ id }) => {
        await refresh()
        onKept(id)
      },
    }),
  )

  function look(next: Source) {
    keep.reset()
    setSource(next)
    const { file, reading, uses } = next
    preview.mutate({ file, reading, ...(uses !== null && { uses }) })
  }
  function begin(file: File) {
    setName(file.name.replace(/\.[^.]*$/, '').slice(0, 120))
    look({ file, reading: {}, uses: null })
  }
  const read = preview.data
  const uses = source?.uses ?? read?.columns ?? []

  return (
    <div className={desk['main']}>
      <h1>Import prompts</h1>
      <p className="two">
        CSV, TSV, JSON, JSON lines, or plain text with one prompt a line. Nothing is kept before you have seen it.
      </p>
      <FileDrop accept=".csv,.tsv,.tab,.json,.jsonl,.ndjson,.txt,text/*" onFile={begin} />
      <div className={desk['fields']}>
        <AreaField label="Or paste it" value={text} rows={5} onChange={setText} />
        <div>
          <Button disabled={text.trim() === ''} onClick={() => begin(new File([text], ''))}>
            Look at the pasted text
          </Button>
        </div>
      </div>
      {source !== null && (
        <section aria-labelledby="read" className={desk['broad']}>
          <h2 id="read">{source.file.name === '' ? 'What was pasted' : `What is in ${source.file.name}`}</h2>
          <ReadingFields
            reading={source.reading}
            read={read}
            onChange={(reading) => look({ ...source, reading, uses: null })}
          />
          {preview.isError && (
            <div className={desk['top']}>
              <Note look="bad">{readFailure(preview.error).message}</Note>
            </div>
          )}
          {read !== undefined && (
            <>
              <ImportPreview
                read={read}
                uses={uses}
                busy={preview.isPending}
                onUses={(next) => look({ ...source, uses: next })}
              />
              <div className={desk['fields']}>
                <div className={desk['pair']}>
                  <SelectField
                    label="Kept as"
                    value={into}
                    options={[
                      { value: NEW_SET, label: 'a new set' },
                      ...own.map((set) => ({
                        value: set.id,
                        label: `version ${set.version + 1} of ${set.name}`,
                        group: 'The next version of',
                      })),
                    ]}
                    onChange={setInto}
                  />
                  {into === NEW_SET && (
                    <TextField label="Name" value={name} placeholder="Pasted prompts" onChange={setName} />
                  )}
                </div>
                {keep.isError && <Note look="bad">Nothing was kept. {readFailure(keep.error).message}</Note>}
                <div>
                  <Button
                    look="primary"
                    disabled={preview.isPending || keep.isPending || read.problemCount > 0}
                    onClick={() =>
                      keep.mutate({
                        file: source.file,
                        reading: source.reading,
                        uses,
                        ...(into !== NEW_SET ? { into } : name.trim() === '' ? {} : { name: name.trim() }),
                      })
                    }
                  >
                    {keep.isPending ? 'Importing…' : `Import ${countText(read.rowCount, 'prompt')}`}
                  </Button>
                </div>
              </div>
            </>
          )}
        </section>
      )}
    </div>
  )
}
