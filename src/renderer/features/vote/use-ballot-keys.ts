import { useState } from 'react'
import type { VoteAnswer } from '#shared/domain/vote.ts'
import { useKeys, useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import { allAlike, answerOf, place, preferring, rankOf, takeBack, type PlacedGroups } from './order-answer.ts'

export const PAIR_KEYS: ScreenKeys = {
  screen: 'Blind vote',
  hints: [
    { keys: ['←'], does: 'the left one' },
    { keys: ['→'], does: 'the right one' },
    { keys: ['↓'], does: 'tie' },
    { keys: ['B'], does: 'both are bad' },
    { keys: ['U'], does: 'take the last vote back' },
    { keys: ['Z'], does: 'fit, or one to one' },
    { keys: ['Esc'], does: 'leave; go on later' },
  ],
}

export const ORDER_KEYS: ScreenKeys = {
  screen: 'Blind vote, in order',
  hints: [
    { keys: ['1', '–', '6'], does: 'this one next, the best first' },
    { keys: ['Shift', '1 – 6'], does: 'this one tied with the last' },
    { keys: ['Backspace'], does: 'take the last one out' },
    { keys: ['↓'], does: 'all alike' },
    { keys: ['B'], does: 'none is good' },
    { keys: ['U'], does: 'take the last vote back' },
    { keys: ['Z'], does: 'fit, or one to one' },
    { keys: ['Esc'], does: 'leave; go on later' },
  ],
}

interface BallotKeys {
  count: number
  /** While an answer is on its way, or the pictures are not there yet, no key votes. */
  ready: boolean
  onAnswer: (answer: VoteAnswer) => void
  onUndo: () => void
  onLeave: () => void
}

/** A ballot by keyboard, or by pressing a picture: two are chosen between, more are put in order. */
export function useBallotKeys({ count, ready, onAnswer, onUndo, onLeave }: BallotKeys): {
  rankOf: (picture: number) => number | null
  choose: (picture: number, tied?: boolean) => void
} {
  const [placed, setPlaced] = useState<PlacedGroups>([])
  const isPair = count === 2

  function choose(picture: number, tied = false) {
    if (!ready || picture >= count) return
    if (isPair) {
      onAnswer(preferring(picture === 0 ? 0 : 1))
      return
    }
    const next = place(placed, picture, tied)
    const answer = answerOf(next, count)
    if (answer === null) setPlaced(next)
    else onAnswer(answer)
  }

  useScreenKeys(isPair ? PAIR_KEYS : ORDER_KEYS)
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    // A key that is held down is one vote, or it would judge pictures that nobody has looked at.
    if (event.repeat) {
      event.preventDefault()
      return
    }
    // Shift makes another character of a digit, which one hangs on the keyboard.
    const digit = /^(?:Digit|Numpad)([1-6])$/.exec(event.code)?.[1]
    const key = event.key.toLowerCase()
    if (key === 'escape') onLeave()
    else if (!ready) return
    else if (isPair && event.key === 'ArrowLeft') choose(0)
    else if (isPair && event.key === 'ArrowRight') choose(1)
    else if (event.key === 'ArrowDown') onAnswer(allAlike(count, false))
    else if (key === 'b') onAnswer(allAlike(count, true))
    else if (key === 'u') onUndo()
    else if (!isPair && digit !== undefined) choose(Number(digit) - 1, event.shiftKey)
    else if (!isPair && event.key === 'Backspace') setPlaced(takeBack(placed))
    else return
    event.preventDefault()
  })
  return { rankOf: (picture) => rankOf(placed, picture), choose }
}
