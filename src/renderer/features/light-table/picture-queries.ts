import { queryOptions } from '@tanstack/react-query'
import { wholePicture } from '../../ui/picture-address.ts'
import { pictureQueue } from './picture-queue.ts'
import type { DifferenceQuestion } from './picture-questions.ts'
import { startPictureThread } from './start-picture-thread.ts'

const ask = pictureQueue(startPictureThread)

/** Where two pictures, by their hashes, differ. Nothing of it is kept: a mask holds four bytes of each pixel, and there is one for each threshold. */
export function differenceQuery(question: DifferenceQuestion | null) {
  return queryOptions({
    queryKey: ['picture-difference', question],
    queryFn: ({ signal }) => {
      if (question === null) throw new Error('There are no two pictures to compare.')
      const { first, second } = question
      return ask({ ...question, first: wholePicture(first), second: wholePicture(second) }, signal)
    },
    enabled: question !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    structuralSharing: false,
  })
}

export function tonesQuery(sha256: string) {
  return queryOptions({
    queryKey: ['picture-tones', sha256],
    queryFn: ({ signal }) => ask({ kind: 'tones', picture: wholePicture(sha256) }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
