import type { PromptSetVersion } from '#shared/domain/prompt-set.ts'
import { figureText } from '#shared/units/count-text.ts'
import { Button } from '../../ui/button.tsx'
import { formatDay } from '../../ui/format-time.ts'
import { Note } from '../../ui/states.tsx'
import styles from './prompt-sets.module.css'

interface VersionListProps {
  versions: readonly PromptSetVersion[]
  /** The version that is open. */
  shown: number
  /** Whether the open one has changes that are not saved. */
  changed: boolean
  onOpen: (version: number) => void
}

/** Every version that was saved, the newest first. None of them changes. */
export function VersionList({ versions, shown, changed, onOpen }: VersionListProps) {
  return (
    <div className={styles['below']}>
      <p className="two">Saving makes a version, and no version changes afterwards. An older one can be restored.</p>
      {changed && <Note look="warn">Save your changes, or undo them, before you open another version.</Note>}
      <table>
        <thead>
          <tr>
            <th scope="col" className="right">
              Version
            </th>
            <th scope="col">Saved</th>
            <th scope="col" className="right">
              Prompts
            </th>
            <th scope="col">From</th>
            <th scope="col">
              <span className="unseen">Open</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ version, createdAt, promptCount, description }) => (
            <tr key={version}>
              <td className="right">{version}</td>
              <td>{formatDay(createdAt)}</td>
              <td className="right">{figureText(promptCount)}</td>
              <td className={`two ${styles['from']}`}>{description === '' ? 'edited here' : description}</td>
              <td className="right">
                {version === shown ? (
                  <span className="small three">open</span>
                ) : (
                  <Button
                    small
                    disabled={changed}
                    aria-label={`Open version ${version}`}
                    onClick={() => onOpen(version)}
                  >
                    Open
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
