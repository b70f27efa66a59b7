import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import styles from './screen.module.css'
import { chooseTheme, readTheme, type Theme } from './theme.ts'

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const NAMES: Record<Theme, string> = { system: 'System theme', light: 'Light', dark: 'Dark' }

export function ThemeSwitch() {
  const [theme, setTheme] = useState(readTheme)
  function choose() {
    const next = NEXT[theme]
    chooseTheme(next)
    setTheme(next)
  }
  return (
    <Button
      look="quiet"
      className={styles['footButton']}
      onClick={choose}
      title={`Change to ${NAMES[NEXT[theme]].toLowerCase()}`}
    >
      <span className="unseen">Theme: </span>
      {NAMES[theme]}
    </Button>
  )
}
