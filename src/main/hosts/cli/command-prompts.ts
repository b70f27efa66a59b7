import type { Command } from 'commander'
import { writePrompts } from '#main/workbench/prompt-files/write-prompts.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { MAXIMUM_PROMPTS } from '#shared/domain/prompt-set.ts'
import { PromptFormat, type ColumnUses } from '#shared/domain/prompt-file.ts'
import { selectPrompts } from '#shared/domain/select-prompts.ts'
import { AssayError } from '#shared/errors.ts'
import { countText } from '#shared/units/count-text.ts'
import { wholeNumber, withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { findPromptSet } from './find-prompt-set.ts'
import { importPromptFile, type ImportOptions } from './import-prompt-file.ts'
import { printJson } from './output.ts'
import { printAnswer } from './print-answer.ts'
import { promptFormatOf } from './prompt-format-of.ts'
import { selectionFromOptions, useFromOption, type SelectionOptions } from './prompt-options.ts'
import { promptSetTable, promptSetText } from './prompt-words.ts'
import { writeNew } from './write-new.ts'

const HELP = `
A set is kept in versions that never change: what is saved later is the next one. A plan names one by id or name:
  prompts: { set: storefront, version: 1, tags: [product], sample: 3 }

Import a collection, look at it, and take 200 of its prompts with every category in proportion:
  assay prompts import parti-prompts.tsv --check
  assay prompts import parti-prompts.tsv --name PartiPrompts --use Challenge=tags
  assay prompts show PartiPrompts --tag Arts
  assay prompts sample PartiPrompts --count 200 --seed 7 --by tags

{{colour}} in a prompt is filled by its variable "colour"; \\{{ stands for the braces themselves. Columns that are none of
prompt, negative prompt, name, tags and picture become variables.`

export function addPrompts(program: Command, context: CommandContext): void {
  const group = program
    .command('prompts')
    .description('sets of prompts: import, look at, sample, export')
    .addHelpText('after', HELP)
  const command = (words: string, description: string): Command =>
    group
      .command(words)
      .description(description)
      .option('--data <dir>', 'where database, pictures and reports live')
      .option('--json', 'print JSON')
  const atVersion = [
    '--at <version>',
    'an older version; the newest if absent',
    wholeNumber('--at', 1, 1_000_000),
  ] as const
  const withTag = ['--tag <tag...>', 'only prompts with any of these tags'] as const

  command('list', 'list the prompt sets of this data folder, and those that ship').action((options: CommonOptions) =>
    printAnswer(options, context, ({ client }) => client.promptSet.list(), promptSetTable),
  )

  command('show <set>', 'show a set: its tags, its first prompts, its versions; --json prints all of its prompts')
    .option(...atVersion)
    .option(...withTag)
    .option('--limit <number>', 'how many prompts are printed', wholeNumber('--limit', 1, MAXIMUM_PROMPTS), 20)
    .action((wanted: string, options: CommonOptions & SelectionOptions & { at?: number; limit: number }) => {
      const selection = selectionFromOptions({ ...(options.tag && { tag: options.tag }) })
      return printAnswer(
        options,
        context,
        async (workbench) => {
          const set = await open(workbench, wanted, options.at)
          const versions = await workbench.client.promptSet.versions({ promptSetId: set.id })
          return { ...set, versions }
        },
        ({ versions, ...set }) => promptSetText(set, versions, { selection, limit: options.limit }),
        { json: ({ versions, ...set }) => ({ ...set, prompts: selectPrompts(set.prompts, selection), versions }) },
      )
    })

  command(
    'import <file>',
    'keep the prompts of a file: CSV, TSV, JSON, JSONL, or text with one a line; all of them or none',
  )
    .option('--name <name>', 'what the set is called; the file’s name if absent')
    .option('--into <set>', 'make it the next version of this set')
    .option('--column <column>', 'the column that holds the prompts; found by its name if absent')
    .option(
      '--use <column=use>',
      'what a column becomes: text, negativePrompt, name, tags, picture, variable or none; may be repeated',
      (text: string, before: ColumnUses | undefined) => [...(before ?? []), useFromOption(text)],
    )
    .option('--format <format>', 'csv, tsv, json, jsonl or text; told by ending and content if absent')
    .option('--delimiter <character>', 'between the fields of a table: , ; | or tab')
    .option('--quotes <kind>', 'doubled: fields may stand in quotes (CSV); literal: quotes are text (most TSV)')
    .option('--no-header', 'the first line of a table is a prompt and names no columns')
    .option('--check', 'show what would be read, and keep nothing')
    .action((path: string, options: ImportOptions) => importPromptFile(path, options, context))

  command('export <set> [file]', 'write the prompts of a set to a file, or to standard output')
    .option(...atVersion)
    .option(...withTag)
    .option('--format <format>', 'csv, tsv, json, jsonl or text; by the file’s ending if absent, JSON without a file')
    .action(
      async (
        wanted: string,
        path: string | undefined,
        options: CommonOptions & SelectionOptions & { at?: number; format?: string },
      ) => {
        const selection = selectionFromOptions({ ...(options.tag && { tag: options.tag }) })
        const format = exportFormat(options.format, path)
        const set = await withWorkbench(options, context, (workbench) => open(workbench, wanted, options.at))
        const prompts = selectPrompts(set.prompts, selection)
        const text = writePrompts(prompts, format)
        if (path === undefined) {
          context.output.out(text.replace(/\r?\n$/, ''))
          return
        }
        await writeNew(path, text)
        if (options.json === true) printJson(context.output, { file: path, promptCount: prompts.length })
        else context.output.out(`Wrote ${countText(prompts.length, 'prompt')} to ${path}.`)
      },
    )

  command('sample <set>', 'make a set of some prompts of another one; the same seed draws the same ones')
    .requiredOption('--count <number>', 'how many', wholeNumber('--count', 1, MAXIMUM_PROMPTS))
    .option('--seed <number>', 'decides which', wholeNumber('--seed', 0, 2_147_483_647), 1)
    .option('--by <what>', '“tags”, or the name of a variable: each of its values gives its share')
    .option(...withTag)
    .option(...atVersion)
    .option('--name <name>', 'what the new set is called')
    .action((wanted: string, options: CommonOptions & SelectionOptions & { at?: number; name?: string }) => {
      const selection = selectionFromOptions(options)
      return printAnswer(
        options,
        context,
        async ({ client }) => {
          const { id: promptSetId } = await findPromptSet(client, wanted)
          const { at: version, name } = options
          return client.promptSet.sample({
            promptSetId,
            selection,
            ...(version !== undefined && { version }),
            ...(name !== undefined && { name }),
          })
        },
        ({ id, name }) => `Kept “${name}” as ${id}.`,
      )
    })

  command('remove <set>', 'forget a set and all its versions; trials that used it keep their copy').action(
    (wanted: string, options: CommonOptions) =>
      printAnswer(
        options,
        context,
        async ({ client }) => {
          const { id: promptSetId } = await findPromptSet(client, wanted)
          await client.promptSet.remove({ promptSetId })
          return { removed: promptSetId }
        },
        ({ removed }) => `Removed ${removed}.`,
      ),
  )
}

async function open({ client }: Workbench, wanted: string, version: number | undefined) {
  const { id: promptSetId } = await findPromptSet(client, wanted)
  return client.promptSet.get({ promptSetId, ...(version !== undefined && { version }) })
}

function exportFormat(format: string | undefined, path: string | undefined): PromptFormat {
  if (format === undefined) return path === undefined ? 'json' : promptFormatOf(path)
  const parsed = PromptFormat.safeParse(format)
  if (parsed.success) return parsed.data
  throw new AssayError('BAD_USAGE', `--format takes ${PromptFormat.options.join(', ')}, not "${format}".`)
}
