import { VotingAnswers } from '#shared/domain/voting-file.ts'
import type { VotingFile } from '#shared/domain/voting-file.ts'
import { AssayError } from '#shared/errors.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { formatPath } from './procedures/base.ts'

/** Of answers to as many ballots as a file may have, and of as many taken back as are sent along, this is twice what they come to. */
const LARGEST_ANSWERS_BYTES = 2_000_000

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

/**
 * @throws AssayError BAD_USAGE where an answer, standing or taken back, is to no ballot of the file, ranks other pictures than were shown,
 * is told twice or out of time, or where two to one ballot stand
 */
export function checkAnswers({ answers, takenBack, reviewer }: VotingAnswers, { ballots }: VotingFile): void {
  if (answers.length + takenBack.length === 0) throw refused(`${reviewer} has answered nothing yet`)
  const shown = new Map(ballots.map((ballot) => [ballot.number, ballot.shown.length]))
  const told = new Set<string>()
  for (const { ballot, answer, shownAt, answeredAt } of [...answers, ...takenBack]) {
    const count = shown.get(ballot)
    if (count === undefined) throw refused(`it answers ballot ${ballot}, and the voting file has ${ballots.length}`)
    if (answer.ranks.length !== count) {
      throw refused(`it ranks ${answer.ranks.length} pictures on ballot ${ballot}, which shows ${count}`)
    }
    if (Date.parse(shownAt) > Date.parse(answeredAt)) throw refused(`it answers ballot ${ballot} before it was shown`)
    const key = `${ballot} ${answeredAt}`
    if (told.has(key)) throw refused(`it tells one answer to ballot ${ballot} twice`)
    told.add(key)
  }
  const standing = new Set<number>()
  for (const { ballot } of answers) {
    if (standing.has(ballot)) throw refused(`it answers ballot ${ballot} twice`)
    standing.add(ballot)
  }
  const early = takenBack.find(({ answeredAt, undoneAt }) => Date.parse(undoneAt) < Date.parse(answeredAt))
  if (early !== undefined) throw refused(`it takes the answer to ballot ${early.ballot} back before it was given`)
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
