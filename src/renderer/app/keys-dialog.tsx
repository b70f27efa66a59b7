import { Dialog } from 'radix-ui'
import { useEffect, useState } from 'react'
import { Button } from '../ui/button.tsx'
import dialogStyles from '../ui/dialog.module.css'
import { keysOfScreen, useKeys, type KeyHint } from '../ui/keys.ts'
import styles from './keys-dialog.module.css'

const OPEN = 'assay:open-keys'

export function openKeys(): void {
  window.dispatchEvent(new Event(OPEN))
}

const EVERYWHERE: readonly KeyHint[] = [
  { keys: ['N'], does: 'new trial' },
  { keys: ['G', 'H'], does: 'home' },
  { keys: ['G', 'T'], does: 'all trials' },
  { keys: ['G', 'C'], does: 'watches' },
  { keys: ['G', 'O'], does: 'prompt sets' },
  { keys: ['G', 'R'], does: 'rentals' },
  { keys: ['G', 'A'], does: 'accounts' },
  { keys: ['G', 'W'], does: 'workflows' },
  { keys: ['G', 'P'], does: 'price book' },
  { keys: ['G', 'S'], does: 'spend' },
  { keys: ['?'], does: 'this list' },
  { keys: ['Esc'], does: 'back, closes the innermost thing' },
]

/** Those of them that need no other screen. */
export const KEYS_OF_ONE_SCREEN: readonly KeyHint[] = EVERYWHERE.slice(-2)

/** The keys of the screen that is shown and those that work anywhere. */
export function KeysDialog({ anywhere = EVERYWHERE }: { anywhere?: readonly KeyHint[] }) {
  const [open, setOpen] = useState(false)
  useKeys((event) => {
    if (event.key !== '?') return
    event.preventDefault()
    setOpen(true)
  })
  useEffect(() => {
    const show = () => setOpen(true)
    window.addEventListener(OPEN, show)
    return () => window.removeEventListener(OPEN, show)
  }, [])
  const screen = open ? keysOfScreen() : null

  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialogStyles['overlay']} />
        <Dialog.Content className={dialogStyles['content']} aria-describedby={undefined}>
          <Dialog.Title asChild>
            <h2>Keys</h2>
          </Dialog.Title>
          {screen !== null && <KeyList title={screen.screen} hints={screen.hints} />}
          <KeyList title="Anywhere" hints={anywhere} />
          <div className={dialogStyles['actions']}>
            <Dialog.Close asChild>
              <Button>Close</Button>
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function KeyList({ title, hints }: { title: string; hints: readonly KeyHint[] }) {
  return (
    <section className={styles['group']}>
      <h3 className="two">{title}</h3>
      <dl>
        {hints.map((hint) => (
          <div key={hint.does}>
            <dt>
              {hint.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{hint.does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
