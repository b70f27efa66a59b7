import { parseDocument } from 'yaml'
import { z } from 'zod'
import { CostAssumptions, type Traffic } from '#shared/domain/cost-assumptions.ts'
import { readTraffic } from '#shared/economics/read-traffic.ts'
import { AssayError } from '#shared/errors.ts'
import { openFile } from './open-file.ts'
import { readNumberOption, readRangeOption, readShareOption } from './read-cost-numbers.ts'

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
  setUp?: string
  onCall?: string
  failures?: string
  recovery?: string
  rate?: string
  countPeople?: boolean
  seed?: string
}

/**
 * The assumptions of a file, if one is named, and over them those of the options.
 * @param kept below both: what is assumed of a trial already
 * @throws AssayError BAD_USAGE with each that does not fit, FILE_UNREADABLE
 */
export async function readCostAssumptions(
  options: AssumptionOptions,
  kept: Partial<CostAssumptions>,
): Promise<CostAssumptions> {
  const { assumptions, utilisation, usable, timeZone, latencyTarget, fleet, idle, extra, rate, countPeople, seed } =
    options
  const given = { ...kept, ...(assumptions === undefined ? {} : await readFile(assumptions)) }
  const [volume, ...moreVolumes] = options.volume ?? []
  const overhead = readOverhead(options)
  const typed = {
    ...(volume !== undefined && { imagesPerMonth: volume, moreVolumes }),
    ...(utilisation !== undefined && { utilisation: readShareOption('--utilisation', utilisation, { above: true }) }),
    ...(usable !== undefined && { usableShare: readShareOption('--usable', usable, { above: true }) }),
    ...(options.traffic !== undefined && { traffic: await readTrafficOption(options.traffic) }),
    ...(timeZone !== undefined && { trafficTimeZone: timeZone }),
    ...(latencyTarget !== undefined && {
      latencyTarget: {
        seconds: readNumberOption('--latency-target', latencyTarget, { least: 0, most: DAY, above: true }),
      },
    }),
    ...(fleet !== undefined && { fleet: readFleet(fleet) }),
    ...(idle !== undefined && { idleSecondsUntilStop: readNumberOption('--idle', idle, { least: 0, most: DAY }) }),
    ...(options.storage !== undefined && readStorage(options.storage)),
    ...(extra !== undefined && {
      extraMicrosPerImage: readNumberOption('--extra', extra, { least: 0, most: 1000 }) * 1_000_000,
    }),
    ...(Object.keys(overhead).length > 0 && { machineOverhead: { ...given.machineOverhead, ...overhead } }),
    ...(rate !== undefined && { hourlyRateUsd: readRangeOption('--rate', rate) }),
    ...(countPeople !== undefined && { countOverhead: countPeople }),
    ...(seed !== undefined && {
      seed: readNumberOption('--seed', seed, { least: 0, most: 2_147_483_647, whole: true }),
    }),
  }
  const parsed = CostAssumptions.safeParse({ ...given, ...typed })
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

/** In seconds. */
const DAY = 86_400

const KINDS = ['flat', 'office-hours', 'evening-peak'] as const

const FLEETS = ['kept-on', 'follows-traffic'] as const

function readFleet(text: string): (typeof FLEETS)[number] {
  const fleet = FLEETS.find((one) => one === text)
  if (fleet === undefined) throw new AssayError('BAD_USAGE', `--fleet takes ${FLEETS.join(' or ')}, not "${text}".`)
  return fleet
}

async function readTrafficOption(text: string): Promise<Traffic> {
  const kind = KINDS.find((one) => one === text)
  if (kind !== undefined) return { kind }
  if (!/[./\\]/.test(text)) {
    throw new AssayError(
      'BAD_USAGE',
      `--traffic takes ${KINDS.join(', ')} or a CSV file such as hours.csv, not "${text}".`,
    )
  }
  const read = readTraffic(await (await openFile(text, 'traffic curve')).text())
  if (read.ok) return { kind: 'own', weights: read.weights }
  throw new AssayError('BAD_USAGE', `The traffic curve ${text} does not fit. ${read.message}`)
}

/** What people have to do with machines, as far as it was typed. */
function readOverhead({ engineer, setUp, onCall, failures, recovery }: AssumptionOptions): object {
  return {
    ...(engineer !== undefined && { engineerShare: readRangeOption('--engineer', engineer, { isShare: true }) }),
    ...(setUp !== undefined && { setUpHours: readRangeOption('--set-up', setUp) }),
    ...(onCall !== undefined && { onCallHoursPerMonth: readRangeOption('--on-call', onCall) }),
    ...(failures !== undefined && { failuresPerMonth: readRangeOption('--failures', failures) }),
    ...(recovery !== undefined && { recoveryMinutes: readRangeOption('--recovery', recovery) }),
  }
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
