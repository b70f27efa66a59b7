import { Popover } from 'radix-ui'
import { Button } from '../../ui/button.tsx'
import { Marker } from '../../ui/contender-name.tsx'
import { MOST_SIDE_BY_SIDE, type ComparedPicture } from './compared-picture.ts'
import styles from './picture-choice.module.css'

interface PictureChoiceProps {
  /** What they are, such as “Contenders”. */
  plural: string
  pictures: readonly ComparedPicture[]
  chosen: readonly ComparedPicture[]
  onChoose: (chosen: ComparedPicture[]) => void
}

/** Which pictures stand side by side: two at least, and no more than can be seen. */
export function PictureChoice(props: PictureChoiceProps) {
  return props.pictures.every(({ named }) => named === 'contender') ? (
    <MarkerChoice {...props} />
  ) : (
    <ListChoice {...props} />
  )
}

function MarkerChoice({ plural, pictures, chosen, onChoose }: PictureChoiceProps) {
  return (
    <fieldset className={styles['choice']} aria-label={`${plural} side by side`}>
      {pictures.map((picture) => {
        const isChosen = chosen.includes(picture)
        return (
          <button
            key={picture.id}
            type="button"
            aria-pressed={isChosen}
            aria-label={picture.name}
            title={picture.name}
            disabled={isChosen && chosen.length === 2}
            onClick={() => onChoose(toggled(pictures, chosen, picture))}
          >
            <Marker position={picture.contender.position} />
          </button>
        )
      })}
    </fieldset>
  )
}

/** Values have no markers, and there may be hundreds. */
function ListChoice({ plural, pictures, chosen, onChoose }: PictureChoiceProps) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button small>
          {chosen.length} of {pictures.length} shown
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles['list']} align="start" sideOffset={4} aria-label={`${plural} side by side`}>
          {pictures.map((picture) => {
            const isChosen = chosen.includes(picture)
            return (
              <label key={picture.id} title={picture.name}>
                <input
                  type="checkbox"
                  checked={isChosen}
                  disabled={isChosen ? chosen.length === 2 : chosen.length === MOST_SIDE_BY_SIDE}
                  onChange={() => onChoose(toggled(pictures, chosen, picture))}
                />
                <span>{picture.name}</span>
              </label>
            )
          })}
          {pictures.length > MOST_SIDE_BY_SIDE && <p className="micro two">Eight at most</p>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function toggled(
  pictures: readonly ComparedPicture[],
  chosen: readonly ComparedPicture[],
  picture: ComparedPicture,
): ComparedPicture[] {
  return pictures.filter((other) => chosen.includes(other) !== (other === picture))
}
