import { createHash } from 'node:crypto'
import type { ExportedVotingFile } from '#shared/contract/vote.ts'
import type { Ballot, VoteSession } from '#shared/domain/vote.ts'
import { givenPicture } from '#shared/domain/given-picture.ts'
import type { Case, FrozenPlan } from '#shared/domain/plan.ts'
import type { VotingBallot } from '#shared/domain/voting-file.ts'
import type { PlannedVotingFile } from '#main/reports/voting-file/planned-file.ts'
import { AssayError } from '#shared/errors.ts'
import { createRandom, mixSeeds } from '#shared/stats/random.ts'
import type { WorkbenchContext } from './context.ts'
import { readVotes } from './read-votes.ts'
import { nothingToCompare } from './vote-sessions.ts'

/**
 * Draws ballots, keeps whose pictures they show, and writes them into a file that somebody without Assay can judge. Nothing is kept where
 * the file can't be written.
 * @throws AssayError NOT_FOUND; BAD_USAGE where nothing can be compared, the page was not built or the file would be too large;
 * FILE_UNREADABLE
 */
export async function exportVotingFile(
  { ballots: count, ...asked }: Pick<VoteSession, 'trialId' | 'questions' | 'shownAtOnce'> & { ballots: number },
  context: Pick<WorkbenchContext, 'ports' | 'store' | 'analyst'>,
): Promise<ExportedVotingFile> {
  const { ports, store, analyst } = context
  const { trial, ...rated } = readVotes(asked.trialId, context)
  const pagePath = ports.votingPagePath
  if (pagePath === null) {
    throw new AssayError(
      'BAD_USAGE',
      'The page of voting files has not been built. Run "npm run build", then try again.',
    )
  }
  // The file tells a hash of the id that seeds it: whoever has the file can't draw its pairs again, and see whose pictures they are.
  const key = ports.ids.next('voting-file')
  const fileId = `voting-file-${createHash('sha256').update(key).digest('hex').slice(0, 24)}`
  const session: VoteSession = {
    ...asked,
    id: key,
    // Nobody’s name, so that nothing counts as judged before.
    reviewer: key,
    questions: [...new Set(asked.questions)],
    seed: mixSeeds(...Buffer.from(key)),
    fileId,
    startedAt: ports.clock.now().toISOString(),
  }
  const pictures = rated.pictures.filter(({ image }) => store.files.hasImage(image.sha256))
  const ballots = await analyst.planBallots({ trialId: trial.id, session, pictures, count })
  if (ballots.length === 0) throw nothingToCompare(trial)
  const planned = plannedFile(fileId, ballots, trial.plan, session.seed)
  const sides = ballots.flatMap(({ shown }) => shown.flatMap(({ image }) => [image.width, image.height]))
  const html = await analyst.writeVotingFile({ file: planned, pagePath, largestSide: Math.max(...sides) })
  store.votingFiles.add({
    id: fileId,
    trialId: asked.trialId,
    questions: session.questions,
    shownAtOnce: session.shownAtOnce,
    seed: session.seed,
    createdAt: session.startedAt,
    ballots: ballots.map(({ shown, ...ballot }) => ({
      ...ballot,
      shown: shown.map(({ sampleId, contenderId }) => ({ sampleId, contenderId })),
    })),
  })
  return {
    fileId,
    file: new File([new Uint8Array(html)], `${fileId}.html`, { type: 'text/html' }),
    ballotCount: ballots.length,
    repeatCount: ballots.filter(({ repeats }) => repeats !== null).length,
    pictureCount: planned.pictures.length,
  }
}

/** Pictures are named by lot. Names of cases, ids and hashes stay behind: a report of the trial would tell whose they are. */
function plannedFile(fileId: string, ballots: readonly Ballot[], plan: FrozenPlan, seed: number): PlannedVotingFile {
  const hashes = [...new Set(ballots.flatMap(({ shown }) => shown.map(({ image }) => image.sha256)))]
  const names = new Map(
    createRandom(seed)
      .shuffle(hashes)
      .map((sha256, place) => [sha256, `picture-${place + 1}`]),
  )
  const nameOf = (sha256: string): string => {
    const name = names.get(sha256)
    if (name === undefined) throw new Error(`The picture ${sha256} of a ballot has no name.`)
    return name
  }
  const givenNames = new Map<string, string>()
  const givenOf = (asked: Case): VotingBallot['given'] => {
    const image = givenPicture(plan.contenders, asked)
    if (image === null) return undefined
    const { sha256, width, height } = image
    const picture = givenNames.get(sha256) ?? `given-${givenNames.size + 1}`
    givenNames.set(sha256, picture)
    return { picture, width, height }
  }
  const planned = ballots.map(({ number, question, caseIndex, shown }): VotingBallot => {
    const asked = plan.cases[caseIndex]
    if (asked === undefined) throw new Error(`The frozen plan has no case ${caseIndex}.`)
    const given = givenOf(asked)
    const pictures = shown.map(({ image }) => nameOf(image.sha256))
    return { number, question, prompt: asked.prompt, ...(given !== undefined && { given }), pictures }
  })
  return {
    fileId,
    given: [...givenNames].map(([sha256, name]) => ({ name, sha256 })),
    pictures: [...names].map(([sha256, name]) => ({ name, sha256 })),
    ballots: planned,
  }
}
