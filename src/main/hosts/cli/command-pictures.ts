import type { Command } from 'commander'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { openFile } from './open-file.ts'
import { printJson } from './output.ts'

export function addPictures(program: Command, context: CommandContext): void {
  const pictures = program.command('pictures').description('input pictures, for models that change one')
  pictures
    .command('add')
    .description('keep a PNG, JPEG or WebP; a prompt of a plan names it by the hash that is printed: picture: <sha256>')
    .argument('<file...>', 'one or more pictures')
    .option('--data <dir>', 'where database, pictures and reports live')
    .option('--json', 'print a JSON array')
    .action(async (files: string[], options: CommonOptions) => {
      const kept = await withWorkbench(options, context, async ({ client }) => {
        const records = []
        for (const path of files) records.push(await client.picture.add({ file: await openFile(path, 'picture') }))
        return records
      })
      if (options.json === true) printJson(context.output, kept)
      else
        for (const { sha256, format, width, height } of kept)
          context.output.out(`${sha256}  ${format} ${width} × ${height}`)
    })
}
