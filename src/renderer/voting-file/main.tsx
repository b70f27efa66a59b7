import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import type { VotingFileContent } from '#shared/domain/voting-file.ts'
import '../app/tokens.css'
import '../app/base.css'
import { VotingPage } from './voting-page.tsx'

// The policy of the file forbids code that is made at run time, and trying it would be complained of.
z.config({ jitless: true })

const root = document.querySelector('#root')
const ballots = document.querySelector('#ballots')
if (root === null || ballots === null) throw new Error('This voting file is not whole: it has no ballots.')

createRoot(root).render(
  <StrictMode>
    <VotingPage content={JSON.parse(ballots.textContent) as VotingFileContent} />
  </StrictMode>,
)
