import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { AssayError } from '#shared/errors.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
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
        for (const path of files) records.push(await client.picture.add({ file: await openFile(path) }))
        return records
      })
      if (options.json === true) printJson(context.output, kept)
      else
        for (const { sha256, format, width, height } of kept)
          context.output.out(`${sha256}  ${format} ${width} × ${height}`)
    })
}

async function openFile(path: string): Promise<File> {
  try {
    return new File([await readFile(path)], basename(path))
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    const reason = missing ? 'there is no such file' : cause instanceof Error ? cause.message : String(cause)
    throw new AssayError('FILE_UNREADABLE', `The picture ${path} can't be read: ${reason}.`, { cause })
  }
}
