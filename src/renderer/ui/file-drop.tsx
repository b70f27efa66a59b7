import { useState } from 'react'
import styles from './file-drop.module.css'

interface FileDropProps {
  /** As of an input: types and endings that are offered first. */
  accept: string
  onFile: (file: File) => void
}

/** A file, chosen or dropped. */
export function FileDrop({ accept, onFile }: FileDropProps) {
  const [over, setOver] = useState(false)
  return (
    <div className={styles['drop']} data-over={over || undefined}>
      <label className={styles['file']}>
        <input
          type="file"
          accept={accept}
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file !== undefined) onFile(file)
            // The same file, mended, can be chosen again.
            event.target.value = ''
          }}
        />
        <span>Choose a file, or drop one here</span>
      </label>
    </div>
  )
}
