import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { AreaField, TextField } from '../../ui/field.tsx'
import { Note } from '../../ui/states.tsx'
import { useRefreshPromptSets } from './use-refresh-prompt-sets.ts'

/** A set to begin with: prompts one a line; names, tags and variables come afterwards. */
export function NewPromptSet({ onKept }: { onKept: (promptSetId: string) => void }) {
  const refresh = useRefreshPromptSets()
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const prompts = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const save = useMutation(
    workbench.promptSet.save.mutationOptions({
      onSuccess: async ({ id }) => {
        await refresh()
        onKept(id)
      },
    }),
  )
  return (
    <div className={desk['main']}>
      <h1>New set</h1>
      <p className="two">Type the prompts, or paste them. Names, tags and variables can be given afterwards.</p>
      <div className={desk['fields']}>
        <TextField label="Name" value={name} width="320px" placeholder="Autumn catalogue" onChange={setName} />
        <AreaField
          label="One prompt a line"
          value={text}
          rows={12}
          onChange={setText}
          hint="{{colour}} in a prompt is filled by its variable of that name."
        />
        {save.isError && <Note look="bad">Not kept. {readFailure(save.error).message}</Note>}
        <div>
          <Button
            look="primary"
            disabled={prompts.length === 0 || save.isPending}
            onClick={() =>
              save.mutate({
                promptSetId: null,
                name: name.trim() === '' ? 'Prompts' : name.trim(),
                description: 'Typed.',
                prompts: prompts.map((line) => ({ text: line })),
              })
            }
          >
            {save.isPending ? 'Keeping…' : `Keep ${countText(prompts.length, 'prompt')}`}
          </Button>
        </div>
      </div>
    </div>
  )
}
