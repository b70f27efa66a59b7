import type { PictureAnswer, PictureQuestion, PictureReply } from './picture-questions.ts'

/** The part of a `Worker` that is needed here. */
export interface PictureThread {
  postMessage(question: PictureQuestion): void
  addEventListener(kind: 'message', listener: (event: { data: PictureReply }) => void): void
  addEventListener(kind: 'error', listener: () => void): void
  terminate(): void
}

interface Asked {
  question: PictureQuestion
  settle: (reply: PictureReply) => void
}

export type AskPictures = <Question extends PictureQuestion>(
  question: Question,
  signal: AbortSignal,
) => Promise<PictureAnswer<Question>>

/**
 * Asks the thread one question at a time. A threshold that is drawn along asks faster than anyone can answer: what is no longer wanted
 * when its turn comes is never sent.
 * @param open starts the thread, at the first question, and again after one that died
 */
export function pictureQueue(open: () => PictureThread): AskPictures {
  let thread: PictureThread | null = null
  let asked: Asked | null = null
  const waiting: Asked[] = []

  function end(reply: PictureReply): void {
    const ended = asked
    asked = null
    ended?.settle(reply)
    askNext()
  }
  function openThread(): PictureThread {
    const opened = open()
    opened.addEventListener('message', ({ data }) => end(data))
    opened.addEventListener('error', () => {
      opened.terminate()
      thread = null
      end({ failure: 'Looking into the picture failed.' })
    })
    return opened
  }
  function askNext(): void {
    if (asked !== null) return
    asked = waiting.shift() ?? null
    if (asked === null) return
    thread ??= openThread()
    thread.postMessage(asked.question)
  }

  return (question, signal) =>
    new Promise((resolve, reject) => {
      const mine: Asked = {
        question,
        settle: (reply) =>
          'answer' in reply
            ? resolve(reply.answer as PictureAnswer<typeof question>)
            : reject(new Error(reply.failure)),
      }
      signal.addEventListener('abort', () => {
        const at = waiting.indexOf(mine)
        if (at !== -1) waiting.splice(at, 1)
        reject(new DOMException('No longer wanted.', 'AbortError'))
      })
      waiting.push(mine)
      askNext()
    })
}
