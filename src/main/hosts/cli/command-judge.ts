import { Option, type Command } from 'commander'
import type { Workbench } from '#main/workbench/workbench.ts'
import { accountKey } from '#shared/domain/account-key.ts'
import { JudgeDraft, MOST_CALLS_AT_ONCE, MOST_JUDGED_PAIRS, USUAL_CALLS_AT_ONCE } from '#shared/domain/judge.ts'
import { VoteQuestion } from '#shared/domain/vote.ts'
import { AssayError } from '#shared/errors.ts'
import { microsFromUsd } from '#shared/units/money.ts'
import { describeJudgeEstimate } from '#shared/votes/describe-judge-estimate.ts'
import { wholeNumber, withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { findAccount } from './find-account.ts'
import { findTrial } from './find-trial.ts'
import { resultOf, resultText, resumeCommand } from './judge-words.ts'
import { judgeToTheEnd } from './judge-to-the-end.ts'
import { printJson } from './output.ts'

interface JudgeOptions extends CommonOptions {
  account?: string
  model?: string
  pairs: number
  concurrency?: number
  maxCost?: string
  inputUsd?: string
  outputUsd?: string
  ceilingUsd?: string
  question?: string[]
  text?: boolean
  defaultTemperature?: boolean
  check?: boolean
  resume?: string
  list?: boolean
}

/** Judges are asked through accounts of the providers that have models which see; without an account of one's own, this one. */
const SEEING = 'openai-images'

const EXAMPLE = `
  assay judge latest --list
  assay judge latest --account judge --model gpt-4.1-mini --input-usd 0.40 --output-usd 1.60 --pairs 60 --max-cost 0.50
  assay judge latest --account practice --model practice/judge --ceiling-usd 0.001 --pairs 20 --max-cost 1
  assay judge latest --resume judge-01k… --max-cost 2

The account is one of ${SEEING}: OpenAI, or any server that speaks its chat completions, at its own base URL. The
judge is sent our question, the prompt, the picture given with it if there is one, and two pictures, in both orders,
and nothing else.`

export function addJudge(program: Command, context: CommandContext): void {
  program
    .command('judge')
    .description('ask a model that sees which pictures of a trial are better; shown apart from people')
    .argument('<trial>', 'its id, the beginning of its id, or "latest"')
    .option('--account <account>', 'its label or id, "environment" for the keys there, or "practice"')
    .option('--model <model>', 'as the server spells it')
    .option(
      '--pairs <number>',
      'pairs of pictures, each asked in both orders',
      wholeNumber('--pairs', 1, MOST_JUDGED_PAIRS),
      50,
    )
    .option(
      '--concurrency <number>',
      `calls in flight at once; ${USUAL_CALLS_AT_ONCE} if absent, ${MOST_CALLS_AT_ONCE} at most`,
      wholeNumber('--concurrency', 1, MOST_CALLS_AT_ONCE),
    )
    .option('--max-cost <usd>', 'what it may cost at most; what nobody tells counts as its worst case')
    .option('--input-usd <usd>', 'price of a million tokens that go in')
    .option('--output-usd <usd>', 'price of a million tokens that come out')
    .option('--ceiling-usd <usd>', 'what one call costs at most; needed where the price is not known')
    .addOption(
      new Option('--question <question...>', 'what is asked; preferred if absent').choices(VoteQuestion.options),
    )
    .option('--text', 'for servers that can’t hold an answer to a JSON schema')
    .option('--default-temperature', 'for models that take no temperature')
    .option('--check', 'say what it would come to, and ask nothing')
    .option(
      '--resume <judge>',
      'go on with one that was stopped; --max-cost and --concurrency change what it began with',
    )
    .option('--list', 'list the judges of the trial and what they say')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print one JSON value')
    .addHelpText('after', EXAMPLE)
    .action(async (wanted: string, options: JudgeOptions) => {
      await withWorkbench(options, context, async (workbench) => {
        const trialId = await findTrial(workbench, wanted)
        if (options.list === true) return list(workbench, trialId, options, context)
        const cap = options.maxCost === undefined ? undefined : readUsd('--max-cost', options.maxCost)
        if (options.resume !== undefined) {
          const runId = await findRunOf(workbench, trialId, options.resume)
          const { concurrency } = options
          await workbench.client.judge.resume({
            runId,
            ...(cap !== undefined && { capMicros: cap }),
            ...(concurrency !== undefined && { concurrency }),
          })
          return follow(workbench, trialId, runId, options, context)
        }
        const asked = await readDraft(workbench, trialId, options)
        if (options.check === true) {
          const estimate = await workbench.client.judge.estimate(asked)
          if (options.json === true) printJson(context.output, estimate)
          else for (const line of describeJudgeEstimate(estimate, cap ?? null)) context.output.out(line)
          return
        }
        if (cap === undefined)
          throw new AssayError('BAD_USAGE', 'Say with --max-cost what it may cost at most, such as 0.50.')
        const { runId } = await workbench.client.judge.start({ ...asked, capMicros: cap })
        return follow(workbench, trialId, runId, options, context)
      })
    })
}

async function follow(
  workbench: Workbench,
  trialId: string,
  runId: string,
  options: JudgeOptions,
  context: CommandContext,
): Promise<void> {
  const later = resumeCommand({ trialId, id: runId })
  const { run } = await judgeToTheEnd(workbench, runId, { later, json: options.json === true }, context.output)
  const result = await resultOf(workbench, runId)
  if (options.json === true) printJson(context.output, result)
  else context.output.out(resultText(result))
  context.exitCode = run.status === 'finished' ? 0 : 1
}

async function list(
  workbench: Workbench,
  trialId: string,
  options: JudgeOptions,
  { output }: CommandContext,
): Promise<void> {
  const runs = await workbench.client.judge.list({ trialId })
  const results = await Promise.all(runs.map(({ run }) => resultOf(workbench, run.id)))
  if (options.json === true) printJson(output, results)
  else if (results.length === 0) output.out('No judge has been asked about this trial.')
  else output.out(results.map(resultText).join('\n\n'))
}

async function readDraft(
  workbench: Workbench,
  trialId: string,
  options: JudgeOptions,
): Promise<Omit<JudgeDraft, 'capMicros'>> {
  const { account, model, inputUsd, outputUsd, ceilingUsd } = options
  if (account === undefined) {
    const message =
      'Name the account with --account: its label or id, "environment" or "practice". "assay accounts list" shows yours.'
    throw new AssayError('BAD_USAGE', message)
  }
  if (model === undefined) throw new AssayError('BAD_USAGE', 'Name the model with --model, as its server spells it.')
  if ((inputUsd === undefined) !== (outputUsd === undefined)) {
    throw new AssayError('BAD_USAGE', 'A price has both --input-usd and --output-usd, each for a million tokens.')
  }
  const parsed = JudgeDraft.omit({ capMicros: true }).safeParse({
    trialId,
    account: ['environment', 'practice'].includes(account)
      ? accountKey(account, SEEING)
      : (await findAccount(workbench, account)).id,
    modelId: model,
    price: inputUsd === undefined || outputUsd === undefined ? null : { inputUsd, outputUsd },
    ceilingMicros: ceilingUsd === undefined ? null : readUsd('--ceiling-usd', ceilingUsd),
    questions: options.question ?? ['preferred'],
    pairs: options.pairs,
    answerAs: options.text === true ? 'text' : 'json-schema',
    temperature: options.defaultTemperature === true ? 'default' : 'zero',
    ...(options.concurrency !== undefined && { concurrency: options.concurrency }),
  })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const option = OPTION_OF[String(issue?.path.at(-1))] ?? OPTION_OF[String(issue?.path[0])] ?? 'This judge'
  throw new AssayError('BAD_USAGE', `${option} can’t be taken: ${issue?.message ?? ''}.`)
}

/** What the fields of a draft are called here. */
const OPTION_OF: Readonly<Record<string, string>> = {
  modelId: '--model',
  questions: '--question',
  inputUsd: '--input-usd',
  outputUsd: '--output-usd',
}

async function findRunOf({ client }: Workbench, trialId: string, wanted: string): Promise<string> {
  const runs = await client.judge.list({ trialId })
  const matching = runs.filter(({ run }) => run.id === wanted || run.id.startsWith(wanted))
  const [only, second] = matching
  if (only !== undefined && second === undefined) return only.run.id
  throw new AssayError(
    'BAD_USAGE',
    second === undefined
      ? `The trial has no judge "${wanted}". "assay judge ${trialId} --list" shows those there are.`
      : `"${wanted}" is the beginning of ${matching.length} judges. Write more of the id.`,
  )
}

function readUsd(option: string, text: string): number {
  const micros = microsFromUsd(text)
  if (micros !== null && micros > 0) return micros
  throw new AssayError('BAD_USAGE', `${option} takes dollars above 0, such as 0.50, not "${text}".`)
}
