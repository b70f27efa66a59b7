import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { takeInBundle } from '#main/store/bundle/bundle-store.ts'

// Opens a bundle in a process that is killed when the second of its files is there: `node open-until-killed.ts <folder> <bundle>`.
const [dataDirectory = '', bundle = ''] = process.argv.slice(2)
const root = join(dataDirectory, 'bundles')

function look(): void {
  const isUnderWay =
    existsSync(root) &&
    readdirSync(root).some((name) => name.startsWith('.unfinished-') && existsSync(join(root, name, 'results.json')))
  if (isUnderWay) process.kill(process.pid, 'SIGKILL')
  setImmediate(look)
}
look()
await takeInBundle(bundle, dataDirectory)
process.exit(0)
