import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { WrittenGallery } from '#shared/domain/gallery.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { countText } from '#shared/units/count-text.ts'
import { wholeNumber, type CommandContext, type CommonOptions } from './command-context.ts'
import { findTrial } from './find-trial.ts'
import { printAnswer } from './print-answer.ts'
import { writeNew } from './write-new.ts'

const HELP = `
A gallery is the light table and the comparison of a trial, for a browser without Assay. A folder holds the pictures as they came. A name
that ends in .html makes one file of at most 50 MB, with the pictures encoded anew.`

const MOST_REPEATS = 10_000

export function addGallery(program: Command, context: CommandContext): void {
  program
    .command('gallery')
    .description('write the pictures of a trial for a browser without Assay')
    .argument('<trial>', 'its id, the beginning of its id, or "latest"')
    .requiredOption('--out <path>', 'a folder that is not there yet, or a file that ends in .html')
    .option('--repeats <n>', 'show the first so many repeats; all if absent', wholeNumber('--repeats', 1, MOST_REPEATS))
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action((wanted: string, options: CommonOptions & { out: string; repeats?: number }) =>
      printAnswer(
        options,
        context,
        async (workbench): Promise<WrittenGallery> => {
          const trialId = await findTrial(workbench, wanted)
          const repeats = options.repeats ?? MOST_REPEATS
          const path = resolve(options.out)
          if (!path.toLowerCase().endsWith('.html'))
            return workbench.writeGallery({ trialId, repeats, directory: path })
          const { file, ...counts } = await workbench.client.report.gallery({ trialId, repeats })
          await writeNew(path, new Uint8Array(await file.arrayBuffer()))
          return { path, sizeBytes: file.size, ...counts }
        },
        galleryText,
      ),
    )
}

function galleryText({ path, pictureCount, missingCount, sizeBytes }: WrittenGallery): string {
  const missing = missingCount === 0 ? '' : ` ${countText(missingCount, 'picture')} could not be read.`
  return `Wrote ${path}: ${countText(pictureCount, 'picture')}, ${formatBytes(sizeBytes)}.${missing}`
}
