#!/usr/bin/env node
// The package's command. Runs on any Node from 20 on and hands over to one that can run Assay: this one, or the pinned one
// that was installed as a platform package. Plain JavaScript, because an older Node has to be able to read it.
//
// Either is started with what process-memory.json says, which can only be said at the start of a process: room for 2 MB of new objects
// instead of 16 (three times over), and one heap of the C library instead of one for each thread, which pictures leave full of holes. The
// most memory of a trial of pictures of 1 MB fell from 430 to 330 MB by it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED_MAJOR = 24

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
// The source in a clone; the built file in an installed package, where Node strips no types.
const fromSource = !root.split(sep).includes('node_modules') && existsSync(join(root, 'src', 'main', 'cli.ts'))

const door = fromSource ? join(root, 'src', 'main', 'cli.ts') : join(root, 'out', 'main', 'cli.js')
const memory = createRequire(import.meta.url)('./process-memory.json')
const words = [...memory.flags, door, ...process.argv.slice(2)]
const environment = { ...memory.environment, ...process.env }

if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) {
  // Windows has no way to become another program.
  if (process.platform === 'win32') await (fromSource ? import('./cli.ts') : import('../../out/main/cli.js'))
  else process.execve(process.execPath, [process.execPath, ...process.execArgv, ...words], environment)
} else {
  const node = findPinnedNode()
  if (node === null) {
    console.error(
      `Assay needs Node ${NEEDED_MAJOR} or newer; this is ${process.versions.node}. Install it from https://nodejs.org, then try again.`,
    )
    process.exitCode = 1
  } else runWith(node)
}

function findPinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  try {
    return createRequire(join(root, 'package.json')).resolve(`node-${platform}-${process.arch}/bin/${program}`)
  } catch {
    return null
  }
}

function runWith(node) {
  const child = spawn(node, words, { stdio: 'inherit', env: environment })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // At a terminal Ctrl C has reached the child already, and twice would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    console.error(`${node} can't be started: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
