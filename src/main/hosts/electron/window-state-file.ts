import { readFileSync, writeFileSync } from 'node:fs'
import { WindowState } from './window-state.ts'

/** @returns null where there is none yet or it can't be read: a window in the middle of the screen is then right */
export function readWindowState(file: string): WindowState | null {
  try {
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return WindowState.safeParse(stored).data ?? null
  } catch {
    return null
  }
}

/** Written while the window closes, so at once. That it can't be written must not keep the window open: it is only told. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state))
  } catch (error) {
    console.error(error)
  }
}
