import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import type { ShownReply, ShownRequest, WorkflowTried, WorkflowTryInput } from '#shared/contract/workflow-try.ts'
import { WorkflowContent } from '#shared/domain/workflow.ts'
import { AssayError } from '#shared/errors.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { formatDuration } from '#shared/units/duration.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { withWorkbench, wholeNumber, type CommandContext, type CommonOptions } from './command-context.ts'
import { printJson } from './output.ts'

const HELP = `
Sends one real request and shows it, the reply, and what that was read as. What the provider bills for it is billed; a job that
it begins goes on. Secrets are shown by the name of their field. Exit code 1 where no picture and no job came of it.

A template is a JSON file; those in resources/workflows/http are examples, written for the practice API:
  assay try resources/workflows/http/answer-at-once.json --account practice --prompt "a celadon vase"`

interface TryOptions extends CommonOptions {
  provider: string
  model?: string
  account: string
  url?: string
  prompt: string
  seed: number
  width?: number
  height?: number
  picture?: string
  keep?: string
}

/** A file holds the template itself, or, as those that ship, a template with a name and a task. */
const TemplateFile = z.union([
  z.looseObject({ task: z.string().optional(), content: WorkflowContent }),
  WorkflowContent.transform((content) => ({ task: undefined, content })),
])

export function addTry(program: Command, context: CommandContext): void {
  program
    .command('try')
    .description('send one request of a workflow, and show both sides of it')
    .argument('[workflow]', 'a JSON file with a template, or the id of a kept workflow')
    .requiredOption('--prompt <text>', 'what to ask for')
    .option('--account <account>', '"environment", "practice" or the id of an account', 'environment')
    .option('--provider <id>', 'see "assay providers"', 'custom')
    .option('--model <id>', 'a model of that provider; the task that the file names, or "generate", if absent')
    .option('--url <url>', 'the base URL, instead of the environment’s')
    .option('--seed <number>', 'the seed of the picture', wholeNumber('--seed', 0, 2_147_483_647), 1)
    .option('--width <pixels>', 'width of the picture', wholeNumber('--width', 64, 4096))
    .option('--height <pixels>', 'height of the picture', wholeNumber('--height', 64, 4096))
    .option('--picture <file>', 'the picture to be changed: a PNG, JPEG or WebP')
    .option('--keep <name>', 'keep the template under this name if the try succeeded')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(async (source: string | undefined, options: TryOptions) => {
      const { tried, keptAs } = await withWorkbench(options, context, (workbench) => tryOut(workbench, source, options))
      if (options.json === true) printJson(context.output, { ...tried, keptAs })
      else context.output.out(triedText(tried, keptAs))
      context.exitCode = tried.readAs.state === 'failed' ? 1 : 0
    })
}

async function tryOut(
  { client }: Workbench,
  source: string | undefined,
  options: TryOptions,
): Promise<{ tried: WorkflowTried; keptAs: string | null }> {
  const file = source !== undefined && source.endsWith('.json') ? await readTemplate(source) : null
  if (options.keep !== undefined && file === null) {
    throw new AssayError('BAD_USAGE', '--keep keeps the template of a file. Name the file.')
  }
  const picture = options.picture === undefined ? undefined : await openPicture(options.picture)
  const { provider, account, prompt, seed, url, width, height } = options
  const input: WorkflowTryInput = {
    provider,
    account,
    prompt,
    seed,
    model: options.model ?? file?.task ?? 'generate',
    parameters: { ...(width !== undefined && { width }), ...(height !== undefined && { height }) },
    ...(url !== undefined && { baseUrl: url }),
    ...(source !== undefined && { workflow: file?.content ?? source }),
    ...(picture !== undefined && { picture: (await client.picture.add({ file: picture })).sha256 }),
  }
  const tried = await client.workflow.try(input)
  if (options.keep === undefined || file === null || tried.readAs.state === 'failed') return { tried, keptAs: null }
  const saved = await client.workflow.save({ name: options.keep, content: file.content })
  return { tried, keptAs: saved.id }
}

async function readTemplate(path: string): Promise<{ task?: string | undefined; content: WorkflowContent }> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AssayError('FILE_UNREADABLE', `The template ${path} can't be read: ${reasonOf(cause)}.`, { cause })
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new AssayError('BAD_USAGE', `The template ${path} is not JSON.`, { cause })
  }
  const parsed = TemplateFile.safeParse(json)
  if (parsed.success) return parsed.data
  const content: unknown = typeof json === 'object' && json !== null && 'content' in json ? json.content : json
  const problems = (WorkflowContent.safeParse(content).error?.issues ?? []).map((issue) => ({
    path: z.core.toDotPath(issue.path),
    message: issue.message,
  }))
  const [first] = problems
  const where = first === undefined ? '' : ` ${first.path === '' ? '' : `${first.path}: `}${first.message}.`
  throw new AssayError('BAD_USAGE', `The template ${path} does not fit.${where}`, { problems })
}

async function openPicture(path: string): Promise<File> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new AssayError('FILE_UNREADABLE', `The picture ${path} can't be read: ${reasonOf(cause)}.`, { cause })
  })
  return new File([bytes], basename(path))
}

function reasonOf(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return 'there is no such file'
  return cause instanceof Error ? cause.message : String(cause)
}

function triedText({ step, request, warnings, reply, readAs }: WorkflowTried, keptAs: string | null): string {
  return [
    step === 'upload' ? 'The picture was to be uploaded first:' : null,
    requestText(request),
    ...warnings.map(
      ({ parameter, asked, sent, reason }) =>
        `note: ${parameter} ${asked} was ${sent === null ? 'not sent' : `sent as ${sent}`}: ${reason}`,
    ),
    reply === null ? 'No reply came.' : replyText(reply),
    `Read as ${readAs.state}. ${readAs.text}`,
    keptAs === null ? null : `Kept as ${keptAs}. A plan names it: workflow: ${keptAs}`,
  ]
    .filter((part) => part !== null)
    .join('\n\n')
}

function requestText({ method, url, headers, body }: ShownRequest): string {
  return [`${method} ${url}`, ...headerLines(headers), ...(body === null ? [] : ['', body])].join('\n')
}

function replyText({ status, headers, sizeBytes, opening, answeredMs }: ShownReply): string {
  const head = `HTTP ${status} after ${formatDuration(answeredMs)}, ${formatBytes(sizeBytes)}`
  const body = opening ?? 'It is no text.'
  return [head, ...headerLines(headers), '', body].join('\n')
}

function headerLines(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)
}
