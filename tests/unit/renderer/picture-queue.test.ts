import { expect, test } from 'vitest'
import { pictureQueue, type PictureThread } from '#renderer/features/light-table/picture-queue.ts'
import type { PictureQuestion, PictureReply } from '#renderer/features/light-table/picture-questions.ts'

/** Threads that answer when they are told to. */
function standInThreads() {
  const sent: PictureQuestion[] = []
  const opened: { answer: (reply: PictureReply) => void; die: () => void; ended: boolean }[] = []
  const open = (): PictureThread => {
    const listeners: { message?: (event: { data: PictureReply }) => void; error?: () => void } = {}
    const thread = {
      answer: (data: PictureReply) => listeners.message?.({ data }),
      die: () => listeners.error?.(),
      ended: false,
    }
    opened.push(thread)
    return {
      postMessage: (question) => sent.push(question),
      addEventListener: (kind: 'message' | 'error', listener: (event: { data: PictureReply }) => void) => {
        Object.assign(listeners, { [kind]: listener })
      },
      terminate: () => {
        thread.ended = true
      },
    }
  }
  return { open, opened, sent }
}

const tones = (picture: string) => ({ kind: 'tones', picture }) as const
const wanted = () => new AbortController().signal
const answerOf = (pixelCount: number): PictureReply => ({
  answer: { pixelCount, transparentCount: 0, bins: { luminance: [], red: [], green: [], blue: [] } },
})

test('a threshold drawn along piles up work that nobody wants any more', async () => {
  const { open, opened, sent } = standInThreads()
  const ask = pictureQueue(open)
  const dropped = new AbortController()
  const first = ask(tones('a'), wanted())
  const second = ask(tones('b'), dropped.signal)
  const third = ask(tones('c'), wanted())
  dropped.abort()
  await expect(second).rejects.toThrow('No longer wanted')
  expect(sent).toEqual([tones('a')])
  opened[0]?.answer(answerOf(1))
  await expect(first).resolves.toMatchObject({ pixelCount: 1 })
  expect(sent).toEqual([tones('a'), tones('c')])
  opened[0]?.answer(answerOf(3))
  await expect(third).resolves.toMatchObject({ pixelCount: 3 })
  expect(opened).toHaveLength(1)
})
test('the answer to a question that was dropped on its way is taken for that to the next', async () => {
  const { open, opened } = standInThreads()
  const ask = pictureQueue(open)
  const dropped = new AbortController()
  const first = ask(tones('a'), dropped.signal)
  const second = ask(tones('b'), wanted())
  dropped.abort()
  await expect(first).rejects.toThrow('No longer wanted')
  opened[0]?.answer(answerOf(1))
  opened[0]?.answer(answerOf(2))
  await expect(second).resolves.toMatchObject({ pixelCount: 2 })
})
test('a picture that does not decode, or a thread that dies, leaves all later questions without an answer', async () => {
  const { open, opened } = standInThreads()
  const ask = pictureQueue(open)
  const first = ask(tones('a'), wanted())
  opened[0]?.answer({ failure: 'The picture does not decode.' })
  await expect(first).rejects.toThrow('The picture does not decode.')
  const second = ask(tones('b'), wanted())
  const third = ask(tones('c'), wanted())
  opened[0]?.die()
  await expect(second).rejects.toThrow('Looking into the picture failed.')
  expect(opened[0]?.ended).toBe(true)
  opened[1]?.answer(answerOf(3))
  await expect(third).resolves.toMatchObject({ pixelCount: 3 })
})
