import { useKeys, useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import { withSide, type ComparedPair } from './compared-pair.ts'
import type { ComparedPicture } from './compared-picture.ts'
import { COMPARISONS, type Comparison } from './light-table-search.ts'
import type { LoupeControl } from './use-loupe.ts'

const HINTS: ScreenKeys['hints'] = [
  { keys: ['←', '→'], does: 'prompt; Page up and Page down as well, with the loupe too' },
  { keys: ['↑', '↓'], does: 'repeat, where repeats are not what is compared' },
  { keys: ['Z'], does: 'fit, or one to one' },
  { keys: ['−', '+'], does: 'zoom' },
  { keys: ['Shift', '← → ↑ ↓'], does: 'move the pictures' },
  { keys: ['V'], does: 'side by side, slider, flip, or difference' },
  { keys: ['F'], does: 'while held, the other picture in the same place' },
  { keys: ['D'], does: 'where two pictures differ' },
  { keys: ['L'], does: 'loupe; arrows then move it by a pixel, with Shift by ten' },
  { keys: ['M'], does: 'how much the loupe magnifies' },
  { keys: ['B'], does: 'histograms' },
  { keys: ['I'], does: 'phases, tries and answers of a picture' },
  { keys: ['1', '–', '8'], does: 'which picture lies second; with Shift, first' },
  { keys: ['H'], does: 'names, prices and whatever else tells whose a picture is, away or back' },
  { keys: ['Esc'], does: 'the loupe or the inspector away; back to the light table' },
]
const MARK_HINT = { keys: ['S', 'P', 'X'], does: 'star, pass or reject the picture that is inspected' }
const KEYS: ScreenKeys = { screen: 'Side by side', hints: [...HINTS, MARK_HINT] }
const KEYS_WITHOUT_MARKS: ScreenKeys = { screen: 'Side by side', hints: HINTS }

const ZOOM_STEP = 1.25
const PAN_STEP_PX = 60
const LOUPE_STEP = 10
const ARROWS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

interface CompareKeysOptions {
  /** All that can be chosen, in the order shown. */
  pictures: readonly ComparedPicture[]
  comparison: Comparison
  pair: ComparedPair | null
  loupe: LoupeControl
  onCompare: (comparison: Comparison, pair: ComparedPair) => void
  onGo: (promptBy: number, repeatBy: number) => void
  onZoom: (factor: number) => void
  onFitOrOne: () => void
  /** CSS pixels that the pictures move by. */
  onPan: (moved: { x: number; y: number }) => void
  /** Pixels of the pictures that the loupe moves by. */
  onLoupe: (moved: { x: number; y: number }) => void
  onHistogram: () => void
  onInspect: () => void
  onHideNames: () => void
  /** @returns whether the key marked the picture that is inspected */
  onMarkKey: ((key: string) => boolean) | null
  /** Closes what was opened last. */
  onEscape: () => void
}

export function useCompareKeys(options: CompareKeysOptions): void {
  const { comparison, pair, loupe } = options
  function moveBy(arrow: { x: number; y: number }, far: boolean): void {
    if (loupe.place !== null) {
      const step = far ? LOUPE_STEP : 1
      options.onLoupe({ x: arrow.x * step, y: arrow.y * step })
    } else if (far) options.onPan({ x: -arrow.x * PAN_STEP_PX, y: -arrow.y * PAN_STEP_PX })
    else options.onGo(arrow.x, arrow.y)
  }

  /** @returns whether the key was one of these */
  function comparedByKey(event: KeyboardEvent, now: ComparedPair): boolean {
    const key = event.key.toLowerCase()
    // Shift makes another character of a digit, which one hangs on the keyboard.
    const digit = /^(?:Digit|Numpad)([1-8])$/.exec(event.code)?.[1]
    const picture = digit === undefined ? undefined : options.pictures[Number(digit) - 1]
    if (key === 'v') options.onCompare(nextOf(comparison), now)
    else if (key === 'd') options.onCompare(comparison === 'difference' ? 'side-by-side' : 'difference', now)
    else if (key === 'f' && comparison !== 'flip') options.onCompare('flip', now)
    else if (picture !== undefined) {
      const chosen = withSide(now, event.shiftKey ? 'first' : 'second', picture)
      options.onCompare(comparison === 'side-by-side' ? 'slider' : comparison, chosen)
    } else return false
    return true
  }

  /** @returns whether the key was one of these */
  function doneByKey(pressed: string): boolean {
    const key = pressed.toLowerCase()
    if (key === 'escape') options.onEscape()
    else if (key === 'pageup') options.onGo(-1, 0)
    else if (key === 'pagedown') options.onGo(1, 0)
    else if (key === 'z') options.onFitOrOne()
    else if (key === '+' || key === '=') options.onZoom(ZOOM_STEP)
    else if (key === '-') options.onZoom(1 / ZOOM_STEP)
    else if (key === 'l') loupe.toggle()
    else if (key === 'm' && loupe.place !== null) loupe.magnifyNext()
    else if (key === 'b') options.onHistogram()
    else if (key === 'i') options.onInspect()
    else if (key === 'h') options.onHideNames()
    else return /^[spx]$/.test(key) && options.onMarkKey?.(key) === true
    return true
  }

  useScreenKeys(options.onMarkKey === null ? KEYS_WITHOUT_MARKS : KEYS)
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const arrow = ARROWS[event.key]
    if (arrow !== undefined) {
      if (isRadio(event.target)) return
      moveBy(arrow, event.shiftKey)
    } else if (!(pair !== null && comparedByKey(event, pair)) && !doneByKey(event.key)) return
    event.preventDefault()
  })
}

function nextOf(comparison: Comparison): Comparison {
  return COMPARISONS[(COMPARISONS.indexOf(comparison) + 1) % COMPARISONS.length] ?? 'side-by-side'
}

function isRadio(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.getAttribute('role') === 'radio'
}
