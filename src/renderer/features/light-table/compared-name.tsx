import { ContenderName } from '../../ui/contender-name.tsx'
import type { ComparedPicture } from './compared-picture.ts'
import styles from './compared-name.module.css'

/** What a picture is called beside the others: its contender with the marker, or the value that it is of. */
export function ComparedName({ picture: { name, named, contender } }: { picture: ComparedPicture }) {
  return named === 'contender' ? (
    <ContenderName position={contender.position} name={name} runs={contender.modelName} />
  ) : (
    <span className={styles['name']} title={name}>
      {name}
    </span>
  )
}
