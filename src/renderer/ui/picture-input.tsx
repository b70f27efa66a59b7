import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { workbench } from '../client/client.ts'
import { readFailure } from '../client/read-failure.ts'
import { Button } from './button.tsx'
import { reducedPicture } from './picture-address.ts'
import { PictureFile } from './picture-file.tsx'
import styles from './picture-input.module.css'

interface PictureInputProps {
  /** Says which picture, e.g. "Picture of prompt 3". */
  label: string
  /** null where there is none. */
  sha256: string | null
  onChange: (sha256: string | null) => void
}

/** A picture chosen or dropped: kept by the workbench at once, under the hash of its bytes. */
export function PictureInput({ label, sha256, onChange }: PictureInputProps) {
  const [over, setOver] = useState(false)
  const add = useMutation(workbench.picture.add.mutationOptions({ onSuccess: (kept) => onChange(kept.sha256) }))
  const take = (file: File | undefined) => {
    if (file !== undefined) add.mutate({ file })
  }
  if (sha256 !== null) {
    return (
      <span className={styles['picture']}>
        <PictureFile sha256={sha256} address={reducedPicture(sha256)} alt={label} className={styles['thumbnail']} />
        <Button look="quiet" small aria-label={`Remove the ${lowerFirst(label)}`} onClick={() => onChange(null)}>
          ×
        </Button>
      </span>
    )
  }
  return (
    <label
      className={styles['drop']}
      data-over={over || undefined}
      title={add.isError ? readFailure(add.error).message : undefined}
    >
      <input
        type="file"
        aria-label={label}
        accept="image/png,image/jpeg,image/webp"
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={() => setOver(false)}
        onChange={(event) => {
          take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {add.isError ? <span className="alarm">not taken</span> : <span>{add.isPending ? 'reading…' : '+ picture'}</span>}
      {add.isError && (
        <span className="unseen" role="alert">
          {readFailure(add.error).message}
        </span>
      )}
    </label>
  )
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
