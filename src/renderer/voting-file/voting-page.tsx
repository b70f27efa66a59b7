import { useState } from 'react'
import type { VotingFileContent } from '#shared/domain/voting-file.ts'
import { readSurround, SURROUND_KEY } from '../features/light-table/surround.tsx'
import { CoverView } from './cover-view.tsx'
import { JudgeView } from './judge-view.tsx'
import { keepOwn, readOwn } from './own-storage.ts'
import { useAnswers } from './use-answers.ts'

/** A voting file as its reviewer sees it: who judges, then one ballot after another, and the answers saved to be sent back. */
export function VotingPage({ content }: { content: VotingFileContent }) {
  const answers = useAnswers(content.fileId)
  const [isJudging, setIsJudging] = useState(false)
  const [surround, setSurround] = useState(() => readSurround(readOwn(SURROUND_KEY)))
  if (!isJudging) return <CoverView content={content} answers={answers} onBegin={() => setIsJudging(true)} />
  return (
    <JudgeView
      content={content}
      answers={answers}
      surround={surround}
      onSurround={(next) => {
        keepOwn(SURROUND_KEY, next)
        setSurround(next)
      }}
      onLeave={() => setIsJudging(false)}
    />
  )
}
