import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { MOST_TAKEN_BACK, VotingAnswers, type TakenBackAnswer, type VotingAnswer } from '#shared/domain/voting-file.ts'
import { saveFile } from '../ui/save-file.ts'
import { keepOwn, readOwn } from './own-storage.ts'

/** What is kept in the browser. `savedAt`: when a file was saved that holds just this; null where none does. */
const Kept = VotingAnswers.pick({ copyId: true, reviewer: true, answers: true, takenBack: true }).extend({
  savedAt: VotingAnswers.shape.savedAt.nullable(),
})
type Kept = z.infer<typeof Kept>

export interface Answers {
  /** Empty before somebody has given a name. */
  reviewer: string
  given: readonly VotingAnswer[]
  /** Whether there is anything to send: answers, or that some were taken back. */
  hasAny: boolean
  /** Whether the browser keeps them; else they are gone with the page. */
  isKept: boolean
  /** Whether a file holds all that was answered. */
  isSaved: boolean
  name: (reviewer: string) => void
  add: (answer: VotingAnswer) => void
  undo: () => void
  /** @param reviewer under whose name */
  save: (reviewer: string) => void
}

const NOTHING: Omit<Kept, 'copyId'> = { reviewer: '', answers: [], takenBack: [], savedAt: null }

/** The answers to the ballots of a file, in their order: kept in this browser, or in this page alone where it keeps nothing. */
export function useAnswers(fileId: string): Answers {
  const key = `assay-${fileId}`
  const [now, setNow] = useState<Kept>(() => readKept(key) ?? { ...NOTHING, copyId: byChance() })
  // Tried before anybody has answered, who would otherwise learn too late.
  const [isKept, setIsKept] = useState(() => keepOwn('assay-voting', 'kept'))
  const hasAny = now.answers.length > 0 || now.takenBack.length > 0
  const isSaved = !hasAny || now.savedAt !== null

  useEffect(() => {
    // The same file in another window: both go on with the same answers.
    function follow(event: StorageEvent) {
      const other = event.key === key ? readKept(key) : null
      if (other !== null) setNow(other)
    }
    window.addEventListener('storage', follow)
    return () => window.removeEventListener('storage', follow)
  }, [key])
  useEffect(() => {
    if (isKept || isSaved) return undefined
    const hold = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', hold)
    return () => window.removeEventListener('beforeunload', hold)
  }, [isKept, isSaved])

  function take(next: Kept) {
    setNow(next)
    setIsKept(keepOwn(key, JSON.stringify(next)))
  }
  return {
    reviewer: now.reviewer,
    given: now.answers,
    hasAny,
    isKept,
    isSaved,
    name: (reviewer) => {
      if (reviewer !== now.reviewer) take({ ...now, reviewer, savedAt: null })
    },
    add: (answer) => take({ ...now, answers: [...now.answers, answer], savedAt: null }),
    undo: () => {
      const last = now.answers.at(-1)
      if (last === undefined) return
      const takenBack = [...now.takenBack, takeBack(last)].slice(-MOST_TAKEN_BACK)
      take({ ...now, answers: now.answers.slice(0, -1), takenBack, savedAt: null })
    },
    save: (reviewer) => {
      const next = { ...now, reviewer, savedAt: new Date().toISOString() }
      const file: VotingAnswers = { kind: 'assay-voting-answers', version: 1, fileId, ...next }
      saveFile(`answers-${fileNameOf(reviewer)}.json`, JSON.stringify(file, null, 2), 'application/json')
      take(next)
    },
  }
}

/** Not before it was given, wherever the clock has been set to since. */
function takeBack(answer: VotingAnswer): TakenBackAnswer {
  const undoneAt = Math.max(Date.now(), Date.parse(answer.answeredAt))
  return { ...answer, undoneAt: new Date(undoneAt).toISOString() }
}

/** null where there is nothing, or nothing that could be gone on with. */
function readKept(key: string): Kept | null {
  const text = readOwn(key)
  if (text === null) return null
  try {
    return Kept.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function byChance(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function fileNameOf(reviewer: string): string {
  return reviewer.replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-').replaceAll(/^-+|-+$/g, '') || 'reviewer'
}
