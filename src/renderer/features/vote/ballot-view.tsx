import { useEffect, useRef, useState } from 'react'
import { QUESTION_WORDS, type VoteAnswer, type VoteQuestion } from '#shared/domain/vote.ts'
import { GivenPictureView, type GivenPictureFile } from '../../ui/given-picture.tsx'
import { GIVEN_PX, type BallotPicture } from './ballot-picture.ts'
import { BallotPictures } from './ballot-pictures.tsx'
import { useBallotKeys } from './use-ballot-keys.ts'
import styles from './vote.module.css'

interface BallotViewProps {
  question: VoteQuestion
  prompt: string
  /** What came with the prompt; the same one as long as the ballot is shown. null where nothing did. */
  given: GivenPictureFile | null
  /** From left to right; the same list as long as they are shown. */
  pictures: readonly BallotPicture[]
  busy: boolean
  /** @param lookedMs from when all pictures were there to be seen */
  onAnswer: (answer: VoteAnswer, lookedMs: number) => void
  onUndo: () => void
  onLeave: () => void
}

const RANKS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']

/** One ballot: what is asked, of which prompt, and the pictures. */
export function BallotView({ question, prompt, given, pictures, busy, onAnswer, onUndo, onLeave }: BallotViewProps) {
  const seenAt = useRef<number | null>(null)
  const [isThere, setIsThere] = useState(false)
  useEffect(() => {
    let left = false
    // Decoded, so that all of them are seen from the same moment on. One whose file is gone says so, and can be voted on all the same.
    const addresses = [...(given === null ? [] : [given.reduced]), ...pictures.map(({ address }) => address)]
    const decoding = addresses.map((address) => {
      const picture = new Image()
      picture.src = address
      return picture.decode()
    })
    const look = async (): Promise<void> => {
      await Promise.allSettled(decoding)
      if (left) return
      seenAt.current = performance.now()
      setIsThere(true)
    }
    void look()
    return () => {
      left = true
    }
  }, [pictures, given])

  const { rankOf, choose } = useBallotKeys({
    count: pictures.length,
    ready: isThere && !busy,
    onAnswer: (answer) => onAnswer(answer, performance.now() - (seenAt.current ?? performance.now())),
    onUndo,
    onLeave,
  })
  return (
    <>
      <div className={styles['asked']}>
        {given !== null && <GivenPictureView file={given} side={GIVEN_PX} words="beside" />}
        <div>
          <h1>{QUESTION_WORDS[question]}</h1>
          <p className="two">{prompt}</p>
        </div>
      </div>
      {isThere ? (
        <BallotPictures
          pictures={pictures}
          captionOf={(picture) => {
            if (pictures.length === 2) return picture === 0 ? 'left' : 'right'
            const rank = rankOf(picture)
            return rank === null ? String(picture + 1) : (RANKS[rank - 1] ?? String(rank))
          }}
          chosen={(picture) => rankOf(picture) !== null}
          onChoose={choose}
        />
      ) : (
        <div className={styles['pictures']} aria-busy="true" />
      )}
    </>
  )
}
