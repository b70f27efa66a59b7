import type { Workbench } from '#main/workbench/workbench.ts'
import type { JudgeSummary } from '#shared/contract/judge.ts'
import type { JudgeAnalysis } from '#shared/domain/judge-analysis.ts'
import type { JudgeRun } from '#shared/domain/judge.ts'
import { QUESTION_WORDS } from '#shared/domain/vote.ts'
import { figureText } from '#shared/units/count-text.ts'
import { describeJudge, TOO_FEW_ANSWERS } from '#shared/votes/describe-judge.ts'
import { percentText } from '#shared/votes/describe-ratings.ts'
import { judgeProgressText } from '#shared/votes/judge-progress-text.ts'
import { plainTable } from './plain-table.ts'

/** A run with what it says on each of its questions. */
export interface JudgeResult {
  judge: JudgeSummary
  names: Record<string, string>
  analyses: JudgeAnalysis[]
}

export async function resultOf({ client }: Workbench, runId: string): Promise<JudgeResult> {
  const judge = await client.judge.show({ runId })
  const { trialId, questions } = judge.run
  const { plan } = await client.trial.get({ trialId })
  const analyses: JudgeAnalysis[] = []
  for (const question of questions) analyses.push(await client.judge.rate({ runId, question }))
  return { judge, analyses, names: Object.fromEntries(plan.contenders.map(({ id, name }) => [id, name])) }
}

/** What goes on with a run. */
export function resumeCommand({ trialId, id }: Pick<JudgeRun, 'trialId' | 'id'>): string {
  return `assay judge ${trialId} --resume ${id}`
}

export function resultText({ judge, names, analyses }: JudgeResult): string {
  const { run, accountName } = judge
  const nameOf = (contenderId: string): string => names[contenderId] ?? contenderId
  return [
    `Judge ${run.modelId} through ${accountName}, no person. ${run.id}`,
    judgeProgressText(judge),
    ...(run.statusReason === null ? [] : [run.statusReason]),
    ...analyses.flatMap((analysis) => {
      const { said, limits } = describeJudge(analysis, nameOf)
      const table = analysis.voteCount === 0 ? [] : [ratingTable(analysis, nameOf)]
      const texts = said.length === 0 ? [TOO_FEW_ANSWERS] : said
      return ['', QUESTION_WORDS[analysis.question], ...table, ...texts, ...limits]
    }),
    ...(run.status === 'finished' || run.status === 'running' ? [] : ['', `Go on with: ${resumeCommand(run)}`]),
  ].join('\n')
}

function ratingTable({ groups }: JudgeAnalysis, nameOf: (contenderId: string) => string): string {
  const rows = groups.flatMap(({ contenders }) =>
    contenders.map(({ contenderId, preferred, ranks, wins, losses, ties }) => [
      nameOf(contenderId),
      preferred.state === 'known'
        ? `${percentText(preferred.value)} (${percentText(preferred.low)} to ${percentText(preferred.high)})`
        : 'not rated',
      ranks === null
        ? 'not rated'
        : ranks.best === ranks.worst
          ? String(ranks.best)
          : `${ranks.best} to ${ranks.worst}`,
      figureText(wins),
      figureText(losses),
      figureText(ties),
    ]),
  )
  const head = ['contender', 'judge prefers', 'rank', 'won', 'lost', 'tied']
  return plainTable(head, rows, ['left', 'right', 'right', 'right', 'right', 'right'])
}
