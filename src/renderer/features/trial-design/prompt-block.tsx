import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { readPastedPrompts, type DraftPrompt } from './draft.ts'
import { Block, BlockProblem } from './block.tsx'
import { PromptList } from './prompt-list.tsx'
import styles from './trial-design.module.css'

interface PromptBlockProps {
  prompts: DraftPrompt[]
  onChange: (prompts: DraftPrompt[]) => void
}

/** The prompts: from the packs that ship, pasted one a line, or typed. */
export function PromptBlock({ prompts, onChange }: PromptBlockProps) {
  const packs = useQuery(workbench.prompt.packs.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const [pasting, setPasting] = useState(false)
  const filled = prompts.filter((prompt) => prompt.text.trim() !== '').length

  return (
    <Block title="Prompts">
      <div className={styles['buttons']}>
        {packs.data?.map((pack) => (
          <Button
            key={pack.id}
            onClick={() => onChange(pack.prompts.map(({ name, text }) => ({ name: name ?? '', text })))}
          >
            {pack.name}, {pack.prompts.length}
          </Button>
        ))}
        <Button look="quiet" aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
          Paste prompts
        </Button>
        <Button look="quiet" onClick={() => onChange([...prompts, { name: '', text: '' }])}>
          Add one
        </Button>
        {prompts.length > 0 && (
          <Button look="quiet" onClick={() => onChange([])}>
            Remove all
          </Button>
        )}
      </div>
      {packs.isError && (
        <ErrorState title="The prompt packs can’t be read" error={packs.error} onRetry={() => void packs.refetch()} />
      )}
      {pasting && (
        <PastePrompts
          onAdd={(added, replace) => {
            onChange(replace ? added : [...prompts, ...added])
            setPasting(false)
          }}
        />
      )}
      <BlockProblem path="prompts" />
      {prompts.length > 0 && <PromptList prompts={prompts} onChange={onChange} />}
      {filled > 0 && <p className={`small three ${styles['blockProblem']}`}>{countText(filled, 'prompt')}</p>}
    </Block>
  )
}

function PastePrompts({ onAdd }: { onAdd: (prompts: DraftPrompt[], replace: boolean) => void }) {
  const id = useId()
  const [text, setText] = useState('')
  const pasted = readPastedPrompts(text)
  return (
    <div className={styles['paste']}>
      <label htmlFor={id} className="small two">
        One prompt a line
      </label>
      <textarea id={id} rows={6} value={text} onChange={(event) => setText(event.target.value)} />
      <div className={styles['line']}>
        <Button disabled={pasted.length === 0} onClick={() => onAdd(pasted, false)}>
          Add {countText(pasted.length, 'prompt')}
        </Button>
        <Button look="quiet" disabled={pasted.length === 0} onClick={() => onAdd(pasted, true)}>
          Use these instead
        </Button>
      </div>
    </div>
  )
}
