import { VotingAnswers } from '#shared/domain/voting-file.ts'
import type { VotingFile } from '#shared/domain/voting-file.ts'
import { AssayError } from '#shared/errors.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { formatPath } from './procedures/base.ts'

/** The answers to as many ballots as a file may have are a quarter of this. */
const LARGEST_ANSWERS_BYTES = 1_000_000

/**
 * What a reviewer has sent back, taken apart. It comes from anybody: whatever does not fit is refused as a whole.
 * @throws AssayError BAD_USAGE in a sentence that says what is wrong with it
 */
export async function readVotingAnswers(file: Blob): Promise<VotingAnswers> {
  if (file.size > LARGEST_ANSWERS_BYTES) {
    throw refused(`it has ${formatBytes(file.size)}, and answers have ${formatBytes(LARGEST_ANSWERS_BYTES)} at most`)
  }
  const read = VotingAnswers.safeParse(parseJson(await file.text()))
  if (read.success) return read.data
  const [issue] = read.error.issues
  const place = issue === undefined ? '' : formatPath(issue.path)
  throw refused(`${place === '' ? '' : `${place}: `}${issue?.message ?? 'it does not fit'}`)
}

/** @throws AssayError BAD_USAGE where an answer is to no ballot of the file, to one twice, or ranks other pictures than were shown */
export function checkAnswers({ answers, reviewer }: VotingAnswers, { ballots }: VotingFile): void {
  if (answers.length === 0) throw refused(`${reviewer} has answered nothing yet`)
  const shown = new Map(ballots.map((ballot) => [ballot.number, ballot.shown.length]))
  const seen = new Set<number>()
  for (const { ballot, answer, shownAt, answeredAt } of answers) {
    const count = shown.get(ballot)
    if (count === undefined) throw refused(`it answers ballot ${ballot}, and the voting file has ${ballots.length}`)
    if (seen.has(ballot)) throw refused(`it answers ballot ${ballot} twice`)
    if (answer.ranks.length !== count) {
      throw refused(`it ranks ${answer.ranks.length} pictures on ballot ${ballot}, which shows ${count}`)
    }
    if (Date.parse(shownAt) > Date.parse(answeredAt)) throw refused(`it answers ballot ${ballot} before it was shown`)
    seen.add(ballot)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refused('it is not what a voting file saves')
  }
}

function refused(reason: string): AssayError {
  return new AssayError('BAD_USAGE', `These answers can’t be taken in: ${reason}. Nothing was changed.`)
}
