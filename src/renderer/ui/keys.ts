import { useEffect, useRef } from 'react'

/** What a key does, for the list behind `?`. */
export interface KeyHint {
  keys: readonly string[]
  does: string
}

export interface ScreenKeys {
  screen: string
  hints: readonly KeyHint[]
}

/** The innermost last: a view that opens over its screen hands the place back when it closes. */
const shown: ScreenKeys[] = []

export function keysOfScreen(): ScreenKeys | null {
  return shown.at(-1) ?? null
}

/** Names the keys of the screen that is shown. Pass a constant, so that it is registered once. */
export function useScreenKeys(keys: ScreenKeys): void {
  useEffect(() => {
    shown.push(keys)
    return () => {
      shown.splice(shown.lastIndexOf(keys), 1)
    }
  }, [keys])
}

/**
 * Listens to keys on the whole window, except while someone types, a dialog is open or another part has answered.
 * The handler calls `preventDefault` for what it answers.
 * @param turn `first` is asked before all that listen as usual
 */
export function useKeys(onKey: (event: KeyboardEvent) => void, turn: 'first' | 'usual' = 'usual'): void {
  const handler = useRef(onKey)
  useEffect(() => {
    handler.current = onKey
  })
  useEffect(() => {
    function listen(event: KeyboardEvent) {
      if (
        event.defaultPrevented ||
        isTyping(event.target) ||
        document.querySelector('[role$="dialog"], dialog[open]') !== null
      )
        return
      handler.current(event)
    }
    const capture = turn === 'first'
    window.addEventListener('keydown', listen, { capture })
    return () => window.removeEventListener('keydown', listen, { capture })
  }, [turn])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type)
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
