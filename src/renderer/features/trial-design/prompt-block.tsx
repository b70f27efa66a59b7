import { useId, useState } from 'react'
import { countText } from '#shared/units/count-text.ts'
import { Button } from '../../ui/button.tsx'
import { readPastedPrompts, type Draft, type DraftPrompt, type DraftPromptSet } from './draft.ts'
import { Block, BlockProblem } from './block.tsx'
import { ChoosePromptSet } from './choose-prompt-set.tsx'
import { PromptList } from './prompt-list.tsx'
import styles from './trial-design.module.css'

interface PromptBlockProps {
  prompts: DraftPrompt[]
  promptSet: DraftPromptSet | null
  onChange: (changes: Pick<Draft, 'prompts' | 'promptSet'>) => void
}

/** The prompts: of a set that is kept or ships, pasted one a line, or typed. What is changed here is no longer the set's. */
export function PromptBlock({ prompts, promptSet, onChange }: PromptBlockProps) {
  const [pasting, setPasting] = useState(false)
  const filled = prompts.filter((prompt) => prompt.text.trim() !== '').length
  const list = (changed: DraftPrompt[]) => onChange({ prompts: changed, promptSet: null })

  return (
    <Block title="Prompts">
      <ChoosePromptSet prompts={prompts} promptSet={promptSet} onChange={onChange} onLeave={() => list(prompts)} />
      <div className={`${styles['buttons']} ${styles['promptButtons']}`}>
        <Button look="quiet" aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
          Paste prompts
        </Button>
        <Button look="quiet" onClick={() => list([...prompts, { name: '', text: '' }])}>
          Add one
        </Button>
        {prompts.length > 0 && (
          <Button look="quiet" onClick={() => list([])}>
            Remove all
          </Button>
        )}
      </div>
      {pasting && (
        <PastePrompts
          onAdd={(added, replace) => {
            list(replace ? added : [...prompts, ...added])
            setPasting(false)
          }}
        />
      )}
      <BlockProblem path="prompts" />
      {prompts.length > 0 && <PromptList prompts={prompts} onChange={list} />}
      {filled > 0 && (
        <p className={`small three ${styles['blockProblem']}`}>
          {countText(filled, 'prompt')}
          {promptSet !== null && '. A change here makes it your own list; the set stays as it is.'}
        </p>
      )}
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
