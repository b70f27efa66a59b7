import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { Command } from 'commander'
import type { ImportedWorkflow, WorkflowDetail, WorkflowSummary } from '#shared/contract/workflow.ts'
import type { NodeProblem } from '#shared/domain/node-problem.ts'
import type { AccountChoice } from '#shared/domain/planned-contender.ts'
import { AssayError } from '#shared/errors.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import type { CommandContext, CommonOptions } from './command-context.ts'
import { findNamed } from './find-named.ts'
import { printAnswer } from './print-answer.ts'

const HELP = `
A graph comes from ComfyUI's menu "Export (API)". Where prompt, seed, size and so on go is found in it; "show" says where, and
every place can be bound anew on the page. A plan names a workflow by its id: workflow: <id>.`

export function addWorkflows(program: Command, context: CommandContext): void {
  const workflows = program
    .command('workflows')
    .description('ComfyUI graphs and other workflows that contenders run')
    .addHelpText('after', HELP)
  const command = (name: string, description: string): Command =>
    workflows
      .command(name)
      .description(description)
      .option('--data <dir>', 'where database, pictures and reports live')
      .option('--json', 'print JSON')

  command('list', 'list the workflows of this data folder').action((options: CommonOptions) =>
    printAnswer(options, context, ({ client }) => client.workflow.list(), listText),
  )
  command('shipped', 'list the graphs that ship with Assay').action((options: CommonOptions) =>
    printAnswer(
      options,
      context,
      ({ client }) => client.workflow.shipped(),
      (shipped) => shipped.map(({ id, task, about }) => `${id}  ${task}  ${about}`).join('\n'),
    ),
  )
  command('import', 'keep a graph in ComfyUI’s API format')
    .argument('<file>', 'a JSON file, or the id of a graph that ships with Assay')
    .option('--name <name>', 'what it is called; the file’s name if absent')
    .action((source: string, options: CommonOptions & { name?: string }) =>
      printAnswer(options, context, (workbench) => importFrom(workbench, source, options.name), importedText),
    )
  command('show', 'show where the inputs of a workflow go')
    .argument('<workflow>', 'its id, or the beginning of it')
    .action((wanted: string, options: CommonOptions) =>
      printAnswer(
        options,
        context,
        async (workbench) => workbench.client.workflow.get({ workflowId: await find(workbench, wanted) }),
        detailText,
      ),
    )
  command('check', 'hold a graph against the nodes and files of a server; exit code 1 if it could not run there')
    .argument('<workflow>')
    .option('--account <account>', '"environment", "practice" or the id of an account', 'environment')
    .option('--provider <id>', 'whose server it is, where no account is named', 'comfyui')
    .action((wanted: string, options: CommonOptions & { account: AccountChoice; provider: string }) =>
      printAnswer(
        options,
        context,
        async (workbench) => {
          const { account, provider } = options
          return workbench.client.workflow.validate({ workflowId: await find(workbench, wanted), account, provider })
        },
        problemsText,
        { exitCode: ({ problems }) => (problems.length === 0 ? 0 : 1) },
      ),
    )
  command('remove', 'forget a workflow; trials that used it keep their copy')
    .argument('<workflow>')
    .action((wanted: string, options: CommonOptions) =>
      printAnswer(
        options,
        context,
        async (workbench) => {
          const workflowId = await find(workbench, wanted)
          await workbench.client.workflow.remove({ workflowId })
          return { removed: workflowId }
        },
        ({ removed }) => `Removed ${removed}.`,
      ),
    )
}

async function importFrom({ client }: Workbench, source: string, name?: string): Promise<ImportedWorkflow> {
  const shipped = (await client.workflow.shipped()).find(({ id }) => id === source)
  if (shipped !== undefined) return client.workflow.import({ name: name ?? shipped.name, graph: shipped.graph })
  return client.workflow.import({ name: name ?? basename(source, extname(source)), graph: await readJsonFile(source) })
}

async function readJsonFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    const reason = missing ? 'there is no such file' : cause instanceof Error ? cause.message : String(cause)
    const help = missing ? ' "assay workflows shipped" lists the graphs that ship.' : ''
    throw new AssayError('FILE_UNREADABLE', `The workflow ${path} can't be read: ${reason}.${help}`, { cause })
  })
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AssayError('BAD_USAGE', `${path} is not JSON. In ComfyUI, choose "Export (API)".`, { cause })
  }
}

async function find({ client }: Workbench, wanted: string): Promise<string> {
  const none = 'None was imported yet.'
  return findNamed(await client.workflow.list(), wanted, { noun: 'workflow', none }).id
}

function listText(workflows: readonly WorkflowSummary[]): string {
  if (workflows.length === 0) return 'There is no workflow yet. "assay workflows import <file>" keeps one.'
  return workflows.map(({ id, kind, name, bound }) => `${id}  ${kind}  ${name}  (${bound.join(', ')})`).join('\n')
}

function importedText({ workflow, reasons, notes }: ImportedWorkflow): string {
  const found = reasons.map(({ input, reason }) => `  ${input}: ${reason}`)
  return [`Kept “${workflow.name}” as ${workflow.id}.`, ...found, ...notes.map((note) => `  note: ${note}`)].join('\n')
}

function detailText({ workflow, places }: WorkflowDetail): string {
  const { content, id, name } = workflow
  if (content.kind !== 'comfyui') return `${id}  ${content.kind}  ${name}`
  const bound = Object.entries(content.bindings).flatMap(([input, targets]) =>
    targets.map(({ nodeId, input: at }) => {
      const place = places.find((known) => known.place.nodeId === nodeId && known.place.input === at)
      const title = place === undefined ? '' : ` (${place.title})`
      return `  ${input} → node ${nodeId}${title}, ${at}${place === undefined ? '' : `, now ${place.value}`}`
    }),
  )
  const result = content.outputNodeId === null ? 'every node that saves a picture' : `node ${content.outputNodeId}`
  return [`${id}  ${content.kind}  ${name}`, ...bound, `  result: ${result}`].join('\n')
}

function problemsText({ server, problems }: { server: string; problems: NodeProblem[] }): string {
  if (problems.length === 0) return `${server} has all that the workflow needs.`
  return [`${server} could not run it:`, ...problems.map(({ message }) => `  ${message}`)].join('\n')
}
