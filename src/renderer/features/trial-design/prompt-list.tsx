import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { PictureInput } from '../../ui/picture-input.tsx'
import type { DraftPrompt } from './draft.ts'
import styles from './trial-design.module.css'

const ROW_PX = 38

interface PromptListProps {
  prompts: DraftPrompt[]
  onChange: (prompts: DraftPrompt[]) => void
}

/** Only the rows in sight are drawn: a plan may have twenty thousand prompts. */
export function PromptList({ prompts, onChange }: PromptListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: prompts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
  })
  function change(index: number, changes: Partial<DraftPrompt>) {
    onChange(prompts.map((prompt, place) => (place === index ? { ...prompt, ...changes } : prompt)))
  }
  return (
    <div ref={scroller} className={styles['prompts']} style={{ height: prompts.length * ROW_PX + 2 }}>
      <div style={{ height: rows.getTotalSize() }} />
      {rows.getVirtualItems().map(({ index, start }) => {
        const prompt = prompts[index]
        if (prompt === undefined) return null
        const number = index + 1
        return (
          <div key={index} className={styles['prompt']} style={{ transform: `translateY(${start}px)` }}>
            <span className="small three">{number}</span>
            <input
              type="text"
              aria-label={`Title of prompt ${number}`}
              placeholder="Title"
              value={prompt.name}
              onChange={(event) => change(index, { name: event.target.value })}
            />
            <input
              type="text"
              aria-label={`Prompt ${number}`}
              placeholder="What shall be drawn"
              value={prompt.text}
              onChange={(event) => change(index, { text: event.target.value })}
            />
            <PictureInput
              label={`Picture of prompt ${number}`}
              sha256={prompt.picture ?? null}
              onChange={(sha256) => onChange(withPicture(prompts, index, sha256))}
            />
            <Button
              look="quiet"
              small
              onClick={() => onChange(prompts.filter((_, place) => place !== index))}
              aria-label={`Remove prompt ${number}`}
            >
              Remove
            </Button>
          </div>
        )
      })}
    </div>
  )
}

function withPicture(prompts: readonly DraftPrompt[], index: number, sha256: string | null): DraftPrompt[] {
  return prompts.map((prompt, place) => {
    if (place !== index) return prompt
    const { picture: _, ...rest } = prompt
    return sha256 === null ? rest : { ...rest, picture: sha256 }
  })
}
