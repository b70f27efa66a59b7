import { useQuery } from '@tanstack/react-query'
import { fillPrompt } from '#shared/domain/fill-variables.ts'
import { PICTURED_TEXTS } from '#shared/domain/prompt-picture.ts'
import { workbench } from '../../client/client.ts'
import { pictureAddress } from '../../ui/picture-address.ts'
import { PictureFile } from '../../ui/picture-file.tsx'
import type { DraftPrompt } from './draft.ts'
import styles from './prompt-pictures.module.css'

const SIDE_PX = 34

/** A few pictures that earlier trials have of these prompts; nothing where there are none, or while they are looked for. */
export function PromptPictures({ prompts }: { prompts: readonly DraftPrompt[] }) {
  const texts = prompts
    .slice(0, PICTURED_TEXTS)
    .map((prompt) => fillPrompt(prompt).text)
    .filter((text) => text !== '')
  const found = useQuery(
    workbench.promptSet.pictures.queryOptions({ input: { texts }, enabled: texts.length > 0, staleTime: 60_000 }),
  )
  const pictures = found.data ?? []
  const trials = [...new Set(pictures.map(({ trialName }) => trialName))]
  if (pictures.length === 0) return null
  return (
    <div className={styles['pictures']}>
      <ul className={styles['row']} aria-label="Pictures of these prompts in earlier trials">
        {pictures.map(({ text, sha256, contenderName }) => (
          <li key={text} title={`${contenderName}: ${text}`}>
            <PictureFile
              sha256={sha256}
              address={pictureAddress(sha256, SIDE_PX, window.devicePixelRatio)}
              alt={contenderName}
              width={SIDE_PX}
              height={SIDE_PX}
              lazy
            />
          </li>
        ))}
      </ul>
      <span className={`small three ${styles['from']}`}>from {trials.length === 1 ? trials[0] : 'earlier trials'}</span>
    </div>
  )
}
