import type { RatingAnalysis } from '../domain/rating.ts'
import { VoteQuestion } from '../domain/vote.ts'
import { rateTrial, type RatedTrial } from './rate-trial.ts'

/** What all reviewers say, question by question; those on which there is no vote are left out. */
export function rateQuestions(trial: RatedTrial): RatingAnalysis[] {
  return VoteQuestion.options
    .map((question) => rateTrial(trial, { question, reviewer: null }))
    .filter(({ voteCount }) => voteCount > 0)
}
