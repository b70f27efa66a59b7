import { readFile } from 'node:fs/promises'

/** What a process holds in memory, in megabytes, by what it is. */
export type ResidentParts = Record<'program' | 'libraries' | 'heaps of V8' | 'heap of the C library' | 'other', number>

const HEAD = /^[0-9a-f]+-[0-9a-f]+ (?<rights>\S+) \S+ \S+ \S+ *(?<name>.*)$/
const RESIDENT = /^Rss: +(?<kilobytes>\d+) kB$/m
/** V8 takes its pages from the system 256 KB at a time, each in a mapping of its own or beside others of its kind. */
const V8_PAGE_BYTES = 256 * 1024

/** Of a Linux process, from `/proc/<pid>/smaps`; null where there is no such file, or it ends with the process. */
export async function residentParts(processId: number): Promise<ResidentParts | null> {
  const text = await readFile(`/proc/${processId}/smaps`, 'utf8').catch(() => null)
  if (text === null) return null
  const parts: ResidentParts = { program: 0, libraries: 0, 'heaps of V8': 0, 'heap of the C library': 0, other: 0 }
  for (const entry of text.split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/)) {
    const [head = ''] = entry.split('\n', 1)
    const megabytes = Number(RESIDENT.exec(entry)?.groups?.['kilobytes'] ?? 0) / 1024
    parts[partOf(head)] += megabytes
  }
  return parts
}

function partOf(head: string): keyof ResidentParts {
  const { rights = '', name = '' } = HEAD.exec(head)?.groups ?? {}
  if (name === '[heap]') return 'heap of the C library'
  if (name.startsWith('/'))
    return name.endsWith('/node') ? 'program' : /\.so[.\d]*$|\.node$/.test(name) ? 'libraries' : 'other'
  const [from = 0, to = 0] = (head.split(' ', 1)[0] ?? '').split('-').map((address) => parseInt(address, 16))
  if (name === '' && rights.startsWith('rw')) {
    return from % V8_PAGE_BYTES === 0 && (to - from) % V8_PAGE_BYTES === 0 ? 'heaps of V8' : 'heap of the C library'
  }
  return 'other'
}

export function totalOf(parts: ResidentParts): number {
  return Object.values(parts).reduce((sum, megabytes) => sum + megabytes, 0)
}
