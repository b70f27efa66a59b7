import { parseDocument } from 'yaml'
import { z } from 'zod'
import { CostAssumptions, type Traffic } from '#shared/domain/cost-assumptions.ts'
import { readTraffic } from '#shared/economics/read-traffic.ts'
import { AssayError } from '#shared/errors.ts'
import { openFile } from './open-file.ts'

/** What is assumed, as it is typed behind `assay cost`. */
export interface AssumptionOptions {
  assumptions?: string
  volume?: number[]
  utilisation?: string
  usable?: string
  traffic?: string
  timeZone?: string
  latencyTarget?: string
  fleet?: string
  idle?: string
  storage?: string
  extra?: string
  engineer?: string
  rate?: string
  countPeople?: boolean
  seed?: string
}

/**
 * The assumptions of a file, if one is named, and over them those of the options.
 * @throws AssayError BAD_USAGE with each that does not fit, FILE_UNREADABLE
 */
export async function readCostAssumptions(options: AssumptionOptions): Promise<CostAssumptions> {
  const { assumptions, utilisation, usable, timeZone, latencyTarget, fleet, idle, extra, rate, countPeople, seed } =
    options
  const file = assumptions === undefined ? {} : await readFile(assumptions)
  const [volume] = options.volume ?? []
  const overhead =
    options.engineer === undefined ? undefined : { engineerShare: readRange('--engineer', options.engineer) }
  const typed = {
    ...(volume !== undefined && { imagesPerMonth: volume }),
    ...(utilisation !== undefined && { utilisation: Number(utilisation) }),
    ...(usable !== undefined && { usableShare: Number(usable) }),
    ...(options.traffic !== undefined && { traffic: await readTrafficOption(options.traffic) }),
    ...(timeZone !== undefined && { trafficTimeZone: timeZone }),
    ...(latencyTarget !== undefined && { latencyTarget: { seconds: Number(latencyTarget) } }),
    ...(fleet !== undefined && { fleet }),
    ...(idle !== undefined && { idleSecondsUntilStop: Number(idle) }),
    ...(options.storage !== undefined && readStorage(options.storage)),
    ...(extra !== undefined && { extraMicrosPerImage: Number(extra) * 1_000_000 }),
    ...(overhead !== undefined && { machineOverhead: { ...Object(file)['machineOverhead'], ...overhead } }),
    ...(rate !== undefined && { hourlyRateUsd: readRange('--rate', rate) }),
    ...(countPeople !== undefined && { countOverhead: countPeople }),
    ...(seed !== undefined && { seed: Number(seed) }),
  }
  const parsed = CostAssumptions.safeParse({ ...file, ...typed })
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => ({
    path: z.core.toDotPath(path),
    message: message.replace(/^Invalid input: /, ''),
  }))
  const [first] = problems
  const lead = `What is assumed does not fit. ${first?.path ?? ''}: ${first?.message ?? ''}.`
  throw new AssayError('BAD_USAGE', lead, { problems })
}

async function readFile(path: string): Promise<object> {
  const document = parseDocument(await (await openFile(path, 'file of assumptions')).text(), { prettyErrors: true })
  const [first] = document.errors
  const read: unknown = first === undefined ? document.toJS() : null
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read
  const why = first === undefined ? 'it holds no fields' : (first.message.split('\n')[0] ?? first.message)
  throw new AssayError('BAD_USAGE', `The file of assumptions ${path} is not valid YAML or JSON: ${why}.`)
}

const KINDS = ['flat', 'office-hours', 'evening-peak'] as const

async function readTrafficOption(text: string): Promise<Traffic> {
  const kind = KINDS.find((one) => one === text)
  if (kind !== undefined) return { kind }
  const read = readTraffic(await (await openFile(text, 'traffic curve')).text())
  if (read.ok) return { kind: 'own', weights: read.weights }
  throw new AssayError('BAD_USAGE', `The traffic curve ${text} does not fit. ${read.message}`)
}

/** `0.1-0.2-0.3`, or one number for all three. */
function readRange(name: string, text: string): { low: number; likely: number; high: number } {
  const parts = text.split('-').map(Number)
  const [low = NaN, likely = low, high = likely] = parts
  if (parts.some((part) => Number.isNaN(part)) || (parts.length !== 1 && parts.length !== 3))
    throw new AssayError(
      'BAD_USAGE',
      `${name} takes low-likely-high, such as 0.1-0.2-0.3, or one number, not "${text}".`,
    )
  return { low, likely, high }
}

function readStorage(text: string): { storageGigabytes: number; storageMicrosPerGigabyteMonth: number } {
  const [, gigabytes, usd] = /^(\d+(?:\.\d+)?)=(\d+(?:\.\d+)?)$/.exec(text) ?? []
  if (gigabytes === undefined || usd === undefined) {
    throw new AssayError(
      'BAD_USAGE',
      `--storage takes gigabytes=dollars for each a month, such as 80=0.07, not "${text}".`,
    )
  }
  return { storageGigabytes: Number(gigabytes), storageMicrosPerGigabyteMonth: Number(usd) * 1_000_000 }
}
