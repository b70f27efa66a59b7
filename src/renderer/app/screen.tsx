import { useEffect, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { PracticeContext } from '../ui/practice-context.ts'
import { openKeys } from './keys-dialog.tsx'
import styles from './screen.module.css'
import { ThemeSwitch } from './theme-switch.tsx'

interface ScreenProps {
  /** Names the window and the place. */
  title: string
  tabs?: ReactNode
  end?: ReactNode
  /** Says that nothing on this screen was charged. */
  practice?: boolean
  /** Says that what is shown was not measured here, and can't be changed. */
  foreign?: ReactNode
  foot?: ReactNode
  /** Stands at the other end of the foot. */
  footAside?: ReactNode
  /** `page`: padded, scrolled, of a readable width. `wide`: as wide as there is room. `bare`: the screen lays itself out. */
  layout?: 'page' | 'wide' | 'bare'
  children: ReactNode
}

/** Bar, body and foot: what every screen is made of. */
export function Screen({
  title,
  tabs,
  end,
  practice = false,
  foreign,
  foot,
  footAside,
  layout = 'page',
  children,
}: ScreenProps) {
  useEffect(() => {
    document.title = `${title} · Assay`
  }, [title])

  return (
    <div className={styles['screen']}>
      <header className={styles['bar']}>
        <div className={styles['where']}>{title}</div>
        {tabs}
        <div className={styles['end']}>{end}</div>
      </header>
      <main id="content" tabIndex={-1} className={layout === 'bare' ? styles['bare'] : styles['body']}>
        <PracticeContext value={practice}>
          {layout === 'bare' ? children : <div className={`${styles['page']} ${styles[layout]}`}>{children}</div>}
        </PracticeContext>
      </main>
      <footer className={styles['foot']}>
        {foreign !== undefined && <span className={styles['foreign']}>{foreign}</span>}
        {practice && (
          <span className={styles['practice']}>Practice data: simulated providers, nothing was charged</span>
        )}
        {foot !== undefined && <span className={styles['footText']}>{foot}</span>}
        <span className={styles['footEnd']}>
          {footAside !== undefined && <span className={styles['footAside']}>{footAside}</span>}
          <Button look="quiet" className={styles['footButton']} onClick={openKeys}>
            Keys <kbd>?</kbd>
          </Button>
          <ThemeSwitch />
        </span>
      </footer>
    </div>
  )
}
