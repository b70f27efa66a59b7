import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { MOST_SHOWN, VoteQuestion } from '#shared/domain/vote.ts'
import { DEFAULT_BALLOTS, MOST_BALLOTS } from '#shared/domain/voting-file.ts'
import { exportedText } from '#shared/votes/exported-text.ts'
import { takenText } from '#shared/votes/taken-text.ts'
import { wholeNumber, type CommandContext, type CommonOptions } from './command-context.ts'
import { findTrial } from './find-trial.ts'
import { openFile } from './open-file.ts'
import { printAnswer } from './print-answer.ts'
import { ratingsText } from './vote-words.ts'
import { checkNew, writeNew } from './write-new.ts'

const HELP = `
A voting file holds pictures without names. A reviewer opens it in a browser, needs no Assay and no network, judges blind, and sends back
a small file of answers. One voting file serves several reviewers.`

const TRIAL = 'its id, the beginning of its id, or "latest"'

interface ExportOptions extends CommonOptions {
  out: string
  ballots: number
  atOnce: number
  question: VoteQuestion[]
}

export function addVotes(program: Command, context: CommandContext): void {
  const votes = program
    .command('votes')
    .description('blind votes on the pictures of a trial')
    .addHelpText('after', HELP)
  const command = (name: string, description: string): Command =>
    votes
      .command(name)
      .description(description)
      .option('--data <dir>', 'where database, pictures and reports live')
      .option('--json', 'print JSON')

  command('export', 'write a voting file')
    .argument('<trial>', TRIAL)
    .requiredOption('--out <file>', 'where to write it: an HTML file that there is not yet')
    .option('--ballots <n>', 'votes to ask for', wholeNumber('--ballots', 1, MOST_BALLOTS), DEFAULT_BALLOTS)
    .addOption(
      new Option('--question <question...>', 'what is asked of each pair')
        .choices(VoteQuestion.options)
        .default(['preferred']),
    )
    .option('--at-once <n>', 'pictures shown at once', wholeNumber('--at-once', 2, MOST_SHOWN), 2)
    .action((wanted: string, options: ExportOptions) =>
      printAnswer(
        options,
        context,
        async (workbench) => {
          const trialId = await findTrial(workbench, wanted)
          const path = resolve(options.out)
          await checkNew(path)
          const { file, ...exported } = await workbench.client.vote.exportFile({
            trialId,
            questions: options.question,
            shownAtOnce: options.atOnce,
            ballots: options.ballots,
          })
          await writeNew(path, new Uint8Array(await file.arrayBuffer()))
          return { file: path, sizeBytes: file.size, ...exported }
        },
        ({ file, sizeBytes, ...exported }) => `Wrote ${file}. ${exportedText(exported, sizeBytes)}`,
      ),
    )

  command('import', 'take in the answers that a reviewer has saved from a voting file')
    .argument('<file>', 'the answers; the same ones twice count once, newer ones take the place of earlier ones')
    .option('--replace', 'also in the place of those that a reviewer of the same name gave in another browser')
    .action((path: string, options: CommonOptions & { replace?: true }) =>
      printAnswer(
        options,
        context,
        async ({ client }) =>
          client.vote.importAnswers({
            file: await openFile(path, 'answers'),
            replace: options.replace === true,
          }),
        takenText,
      ),
    )

  command('show', 'say what the votes come to, question by question')
    .argument('<trial>', TRIAL)
    .action((wanted: string, options: CommonOptions) =>
      printAnswer(
        options,
        context,
        async (workbench) => {
          const trialId = await findTrial(workbench, wanted)
          const { plan } = await workbench.client.trial.get({ trialId })
          const ratings = await Promise.all(
            VoteQuestion.options.map((question) => workbench.client.vote.rate({ trialId, question, reviewer: null })),
          )
          return { plan, trialId, ratings: ratings.filter(({ voteCount }) => voteCount > 0) }
        },
        ({ plan, ratings }) =>
          ratingsText(ratings, (id) => plan.contenders.find((contender) => contender.id === id)?.name ?? id),
        { json: ({ trialId, ratings }) => ({ trialId, ratings }) },
      ),
    )
}
