import { RadioGroup } from 'radix-ui'
import styles from './surround.module.css'

export type Surround = 'black' | 'dark' | 'mid' | 'auto' | 'white'

const SURROUNDS: readonly { value: Surround; name: string }[] = [
  { value: 'black', name: 'Black' },
  { value: 'dark', name: 'Dark grey' },
  { value: 'mid', name: 'Mid grey' },
  { value: 'auto', name: 'The theme’s own' },
  { value: 'white', name: 'White' },
]

/** Where the choice is kept: what lies behind pictures is the same wherever someone looks at them. */
export const SURROUND_KEY = 'assay.surround'

export function readSurround(stored: string | null): Surround {
  return SURROUNDS.find((surround) => surround.value === stored)?.value ?? 'auto'
}

/** What lies behind the pictures is the viewer's choice: it changes how they are judged. */
export function SurroundChoice({ value, onChange }: { value: Surround; onChange: (value: Surround) => void }) {
  return (
    <div className={styles['choice']}>
      <span className="three">Surround</span>
      <RadioGroup.Root
        className={styles['swatches']}
        aria-label="Surround"
        orientation="horizontal"
        value={value}
        onValueChange={(next) => onChange(readSurround(next))}
      >
        {SURROUNDS.map((surround) => (
          <RadioGroup.Item
            key={surround.value}
            value={surround.value}
            aria-label={surround.name}
            title={surround.name}
            className={styles['swatch']}
            data-surround={surround.value}
          />
        ))}
      </RadioGroup.Root>
    </div>
  )
}
