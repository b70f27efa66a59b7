import { firstDecision } from '#shared/decision/scenarios.ts'
import type { VotedPicture } from '#shared/domain/check-agreement.ts'
import type { KeptDecision } from '#shared/domain/decision-settings.ts'
import type { JudgeTally } from '#shared/domain/judge-tally.ts'
import type { JudgeCall, JudgePair, JudgeRun } from '#shared/domain/judge.ts'
import type { Mark } from '#shared/domain/mark.ts'
import type { SampleMeasures } from '#shared/domain/sample-measures.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { PictureMeasure } from '#shared/domain/soft-check.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import type { Trial } from '#shared/domain/trial.ts'
import type { Vote, VoteSession } from '#shared/domain/vote.ts'
import type { VotablePicture } from '#shared/votes/votable-picture.ts'
import type { WorkbenchContext } from './context.ts'
import { noSuchTrial } from './no-such-trial.ts'

/** What is known of a trial, whether it was run in this data folder or came in a bundle: whoever only reads it need not ask which. */
export interface Evidence {
  trial: Trial
  rows: () => SampleRow[]
  sittings: () => Sitting[]
  marks: () => Mark[]
  votes: () => { sessions: VoteSession[]; votes: Vote[]; pictures: VotablePicture[] }
  sampleMeasures: () => SampleMeasures[]
  votedPictures: () => ReadonlyMap<string, VotedPicture>
  /** What the soft checks measured in one of its pictures; empty where nobody has looked into it. */
  pictureMeasures: (sha256: string) => PictureMeasure[]
  /** Of a bundle: as it was kept when the bundle was made. */
  decision: () => KeptDecision
  /** Runs of judge models, the newest first. */
  judges: () => JudgeEvidence[]
}

/** Its pairs and calls may be many: they are read where they are wanted. */
export interface JudgeEvidence {
  run: JudgeRun
  tally: JudgeTally
  pairs: () => JudgePair[]
  calls: () => JudgeCall[]
}

export type EvidenceSources = Pick<WorkbenchContext, 'store' | 'bundleReader'>

/** @throws AssayError NOT_FOUND */
export function evidenceOf(trialId: string, { store, bundleReader }: EvidenceSources): Evidence {
  const bundle = bundleReader(trialId)
  const trial = bundle === null ? store.trials.get(trialId) : bundle.trials.get(trialId)
  if (trial === null) throw noSuchTrial(trialId)
  if (bundle !== null) {
    return {
      trial,
      rows: () => bundle.rows(trialId),
      sittings: () => bundle.sittings(trialId),
      marks: () => bundle.marks(trialId),
      votes: () => bundle.votes(trialId),
      sampleMeasures: () => bundle.sampleMeasures(trialId),
      votedPictures: () => bundle.measured(trialId).voted,
      pictureMeasures: (sha256) => bundle.pictureMeasures(trialId, sha256),
      decision: () => bundle.decision(trialId) ?? firstDecision(trialId),
      judges: () =>
        bundle.judges(trialId).map(({ run, tally, pairs, calls }) => ({
          run,
          tally,
          pairs: () => pairs,
          calls: () => calls,
        })),
    }
  }
  return {
    trial,
    rows: () => store.samples.rows(trialId),
    sittings: () => store.sittings.list(trialId),
    marks: () => store.marks.ofTrial(trialId),
    votes: () => ({
      sessions: store.votes.sessions(trialId),
      votes: store.votes.ofTrial(trialId),
      pictures: store.votablePictures(trialId),
    }),
    sampleMeasures: () => store.trialMeasures.bySample(trialId),
    votedPictures: () => store.trialMeasures.ofVoted(trialId),
    pictureMeasures: (sha256) => store.pictureChecks.measuresOf(sha256),
    decision: () => store.decisions.get(trialId) ?? firstDecision(trialId),
    judges: () =>
      store.judges.ofTrial(trialId).map((run) => ({
        run,
        tally: store.judgeTally(run),
        pairs: () => store.judges.pairs(run.id),
        calls: () => store.judgeCalls.ofRun(run.id),
      })),
  }
}
