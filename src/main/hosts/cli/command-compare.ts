import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { chanceSentence, COMPARED, differenceTexts, MATCHED_BY, SAME_TRIAL } from '#shared/comparison/compared-words.ts'
import type { Estimate } from '#shared/domain/estimate.ts'
import type {
  ComparedContender,
  ComparedFigure,
  ComparedTrial,
  TrialComparison,
} from '#shared/domain/trial-comparison.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { terminalLine } from '#shared/units/harmless-text.ts'
import { writeEstimate } from '#shared/units/write-estimate.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import type { CommandContext, CommonOptions } from './command-context.ts'
import { examinedIfIdle } from './examined-if-idle.ts'
import { findTrial } from './find-trial.ts'
import { plainTable } from './plain-table.ts'
import { printAnswer } from './print-answer.ts'

const HELP = `
Contenders are matched by provider and model: with the same settings, else with the same id, else where each trial has but one such.
Differences are second less first, with 95 % intervals: where 0 lies within, the two can’t be told apart. Either may be an evidence
bundle: the id of one that is open, or its file, which is checked, compared and not kept.`

export function addCompare(program: Command, context: CommandContext): void {
  program
    .command('compare')
    .description('hold a trial against an earlier one, contender by contender')
    .argument('<first>', 'the earlier trial: its id, the beginning of its id, "latest", or a bundle')
    .argument('<second>', 'the later one')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action((first: string, second: string, options: CommonOptions) =>
      printAnswer(
        options,
        context,
        async (workbench) => {
          const sides: Side[] = []
          try {
            for (const named of [first, second]) sides.push(await openSide(workbench, named))
            const [firstId = '', secondId = ''] = sides.map(({ id }) => id)
            return await workbench.client.analysis.compare({ firstId, secondId })
          } finally {
            for (const { id, isOnlyForThis } of sides) {
              if (isOnlyForThis) await workbench.client.bundle.remove({ bundleId: id })
            }
          }
        },
        comparisonText,
      ),
    )
}

interface Side {
  id: string
  /** A bundle that was opened from its file to be compared. */
  isOnlyForThis: boolean
}

/** @throws AssayError as `findTrial`, and BUNDLE_REFUSED */
async function openSide(workbench: Workbench, named: string): Promise<Side> {
  if (named !== 'latest' && existsSync(resolve(named))) {
    const before = await workbench.client.bundle.list()
    const { id } = await workbench.openBundle(resolve(named))
    return { id, isOnlyForThis: !before.some((bundle) => bundle.id === id) }
  }
  const id = await findTrial(workbench, named)
  await examinedIfIdle(workbench, id)
  return { id, isOnlyForThis: false }
}

function comparisonText({
  first,
  second,
  isSameTrial,
  prompts,
  conditions,
  contenders,
  onlyFirst,
  onlySecond,
}: TrialComparison): string {
  const chance = chanceSentence(contenders.flatMap(({ figures }) => figures))
  const only = (which: string, list: typeof onlyFirst): string[] =>
    list.map(({ name, providerName, modelName }) =>
      terminalLine(`Only in the ${which}: ${name} (${providerName}, ${modelName}).`),
    )
  return [
    trialLine('First', first),
    trialLine('Second', second),
    '',
    ...(isSameTrial ? [SAME_TRIAL] : []),
    ...(conditions.length > 0
      ? ['Not like for like:', ...conditions.map((condition) => `  ${terminalLine(condition)}`)]
      : []),
    ...(conditions.length === 0 && !isSameTrial && prompts !== null
      ? [`Like for like: no condition differs, and the ${countText(prompts.shared, 'prompt')} are the same.`]
      : []),
    ...only('first', onlyFirst),
    ...only('second', onlySecond),
    ...(contenders.length === 0 ? ['No contender of the one is in the other.'] : []),
    ...contenders.flatMap(contenderLines),
    ...(chance === null ? [] : ['', chance]),
  ].join('\n')
}

function trialLine(which: string, { name, trialId, startedAt, headline, asked, bundle }: ComparedTrial): string {
  const made =
    bundle === null ? '' : `, a bundle made on ${bundle.createdAt.slice(0, 10)} by Assay ${bundle.assayVersion}`
  return `${which}: ${terminalLine(name)} (${trialId}), ${startedAt.slice(0, 16).replace('T', ' ')}, ${headline}, ${countText(asked, 'sample')}${made}`
}

function contenderLines({
  second,
  providerName,
  modelName,
  matchedBy,
  figures,
  moved,
  unmoved,
}: ComparedContender): string[] {
  return [
    '',
    terminalLine(`${second.name}: ${providerName}, ${modelName} (${MATCHED_BY[matchedBy]})`),
    ...[...moved, ...unmoved].map((sentence) => `  ${terminalLine(sentence)}`),
    plainTable(['', 'first', 'second', 'difference', '95 %', ''], figures.map(figureRow), [
      'left',
      'right',
      'right',
      'right',
      'right',
      'left',
    ]),
  ]
}

const VERDICTS = { higher: '', lower: '', same: 'the same', 'cannot-tell': 'can’t be told apart' } as const

function figureRow(figure: ComparedFigure): string[] {
  const { name, first, second, difference, verdict } = figure
  const written = differenceTexts(figure)
  const { higher, lower } = COMPARED[name]
  const word = verdict === 'higher' ? higher : verdict === 'lower' ? lower : VERDICTS[verdict]
  return [
    COMPARED[name].title,
    estimateText(first, name),
    estimateText(second, name),
    written?.value ?? '',
    written?.interval ?? '',
    difference.state === 'known' ? word : 'can’t be told',
  ]
}

function estimateText(estimate: Estimate, name: ComparedFigure['name']): string {
  if (estimate.state === 'unknown') return COMPARED[name].unknown
  if (estimate.state === 'mixed') return 'of no one load'
  if (estimate.state === 'too-few') return `needs n ${figureText(estimate.neededCount)}`
  const { value, unit, interval, count } = writeEstimate(estimate, COMPARED[name].quantity)
  return [value, unit, interval, `n ${figureText(count)}`].filter((part) => part !== '').join(' ')
}
