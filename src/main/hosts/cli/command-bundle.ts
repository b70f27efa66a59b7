import { resolve } from 'node:path'
import type { Command } from 'commander'
import { readBundle } from '#main/store/bundle/read-bundle.ts'
import { OMISSION_WORDS, type CheckedBundle, type OpenedBundle } from '#shared/domain/bundle.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { countText } from '#shared/units/count-text.ts'
import { terminalLine } from '#shared/units/harmless-text.ts'
import type { CommandContext, CommonOptions } from './command-context.ts'
import { findNamed } from './find-named.ts'
import { printJson } from './output.ts'
import { printAnswer } from './print-answer.ts'

const HELP = `
An evidence bundle is written by "assay report <trial> --format bundle". The hash of its manifest stands for every byte in it: whoever got
that hash from its maker by another way knows that nothing was changed. An opened bundle is looked at, never changed; its id stands
wherever that of a trial does that is only read: assay report, compare, gallery, checks, votes.

The hashes show that nothing was changed since a bundle was made. They do not show who made it: a bundle carries no signature.`

export function addBundle(program: Command, context: CommandContext): void {
  const bundle = program
    .command('bundle')
    .description('check and open evidence bundles, list and remove those that are open')
    .addHelpText('after', HELP)
  bundle
    .command('verify')
    .description('check every byte of a bundle against its manifest; writes nothing')
    .argument('<file>')
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: CommonOptions) => {
      const checked = await readBundle(resolve(file))
      if (options.json === true) printJson(context.output, checked)
      else context.output.out(checkedText(checked))
    })
  bundle
    .command('open')
    .description('check a bundle and keep it beside the trials, to be looked at')
    .argument('<file>')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print one JSON object')
    .action((file: string, options: CommonOptions) =>
      printAnswer(
        options,
        context,
        async (workbench) => {
          const before = await workbench.client.bundle.list()
          const opened = await workbench.openBundle(resolve(file))
          return { opened, wasOpen: before.some(({ id }) => id === opened.id) }
        },
        ({ opened, wasOpen }) => `${checkedText(opened)}\n${openedText(opened, wasOpen)}`,
        { json: ({ opened }) => opened },
      ),
    )
  bundle
    .command('list')
    .description('list the bundles that are open, the newest first')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print a JSON array')
    .action((options: CommonOptions) =>
      printAnswer(options, context, (workbench) => workbench.client.bundle.list(), listText),
    )
  bundle
    .command('remove')
    .description('remove an opened bundle; the file that it came from stays')
    .argument('<id>', 'its id, the beginning of it or of its hash, or the name of its trial')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print one JSON object')
    .action((wanted: string, options: CommonOptions) =>
      printAnswer(
        options,
        context,
        async ({ client }) => {
          const { id } = findBundle(await client.bundle.list(), wanted)
          return { ...(await client.bundle.remove({ bundleId: id })), id }
        },
        ({ id }) => `Removed ${id}.`,
      ),
    )
}

/** @throws AssayError NOT_FOUND */
function findBundle(bundles: readonly OpenedBundle[], wanted: string): { id: string } {
  const known = bundles.map(({ id, trialName }) => ({ id, name: trialName }))
  const isHash = /^[0-9a-f]{4,64}$/.test(wanted)
  return findNamed(known, isHash ? `bundle-${wanted}` : wanted, {
    noun: 'bundle',
    none: 'No bundle is open. "assay bundle open FILE" opens one.',
  })
}

function openedText({ id }: OpenedBundle, wasOpen: boolean): string {
  return `${wasOpen ? 'It was open already, as' : 'Opened as'} ${id}.
"assay report ${id.slice(0, 15)}" writes its report anew, "assay compare" holds it against a trial, and "assay serve" shows it among the trials.`
}

function checkedText(bundle: CheckedBundle): string {
  const { trialName, trialId, createdAt, assayVersion, fileCount, pictureCount, sizeBytes, leftOut, manifestSha256 } =
    bundle
  const missing =
    bundle.missingPictureCount === 0
      ? ''
      : `\n${countText(bundle.missingPictureCount, 'picture')} could not be read when it was made.`
  return [
    `"${terminalLine(trialName)}" (${trialId}), made on ${createdAt.slice(0, 10)} by Assay ${assayVersion}.`,
    `${countText(fileCount, 'file')}, ${formatBytes(sizeBytes)}, ${countText(pictureCount, 'picture')}: every byte is as its manifest says.${missing}`,
    `Left out: ${leftOut.map((what) => OMISSION_WORDS[what]).join(', ')}.`,
    `Manifest SHA-256: ${manifestSha256}`,
  ].join('\n')
}

function listText(bundles: readonly OpenedBundle[]): string {
  if (bundles.length === 0) return 'No bundle is open. "assay bundle open FILE" opens one.'
  return bundles
    .map(({ id, createdAt, trialName }) => `${id}  ${createdAt.slice(0, 10)}  ${terminalLine(trialName)}`)
    .join('\n')
}
