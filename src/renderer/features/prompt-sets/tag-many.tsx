import { useState } from 'react'
import { countText } from '#shared/units/count-text.ts'
import { Button } from '../../ui/button.tsx'
import { readTags } from './edit-prompts.ts'
import styles from './prompt-sets.module.css'

interface TagManyProps {
  count: number
  onTag: (tags: readonly string[], how: 'add' | 'take-away') => void
  onRemove: () => void
  onLeave: () => void
}

/** What can be done with many prompts at once. */
export function TagMany({ count, onTag, onRemove, onLeave }: TagManyProps) {
  const [text, setText] = useState('')
  const tags = readTags(text)
  return (
    <fieldset className={styles['many']} aria-label={`${countText(count, 'prompt')} chosen`}>
      <b className="small">{countText(count, 'prompt')} chosen</b>
      <input
        type="text"
        aria-label="Tags for the chosen prompts"
        placeholder="tag, another tag"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button small disabled={tags.length === 0} onClick={() => onTag(tags, 'add')}>
        Tag them
      </Button>
      <Button small look="quiet" disabled={tags.length === 0} onClick={() => onTag(tags, 'take-away')}>
        Take the tags away
      </Button>
      <Button small look="quiet" onClick={onRemove}>
        Delete them
      </Button>
      <Button small look="quiet" onClick={onLeave}>
        Choose none
      </Button>
    </fieldset>
  )
}
