import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ContenderLatency } from '#shared/domain/analysis.ts'
import type { VotedPicture } from '#shared/domain/check-agreement.ts'
import { bundleHashOf } from '#shared/domain/bundle-id.ts'
import { BUNDLE_PICTURE, BundleManifest, MANIFEST_FILE, type BundleMeasures } from '#shared/domain/bundle.ts'
import { headlineOf, isInHeadline, mixedPercentiles } from '#shared/domain/headline.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { SoftCheckName, type PictureMeasure } from '#shared/domain/soft-check.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { PERCENTILES, percentileEstimates } from '#shared/stats/percentile.ts'
import type { ImageFiles } from '../image-files.ts'
import type { StoreReader } from '../open-reader.ts'
import { parseBundleContent, parseText, type BundleContent } from './bundle-content.ts'
import { bundleStore } from './bundle-store.ts'

/** How many bundles are held in memory: two that are compared. */
const MOST_HELD = 2

/** What is asked about one trial, wherever it is. */
export type TrialReader = Omit<StoreReader, 'close' | 'measuredModels'>

/** What an opened bundle answers of its trial, under the bundle's id: the same as a data folder answers of a trial that was run there. */
export interface BundleReader extends TrialReader {
  manifest: BundleManifest
  /** The bytes of one of its files, by its name in the archive. */
  file(name: string): Promise<Buffer>
}

interface Held {
  content: BundleContent
  manifest: BundleManifest
}

/**
 * Reads opened bundles. The samples keep the ids that they had; runs of judges, which are asked for by their ids alone, have the bundle's before
 * theirs.
 * @returns null for what is no id of a bundle, and where it is not open
 */
export function bundleReaders(dataDirectory: string): (bundleId: string) => BundleReader | null {
  const bundles = bundleStore(dataDirectory)
  const held = new Map<string, Held>()
  return (bundleId) => {
    if (bundles.get(bundleId) === null) {
      held.delete(bundleId)
      return null
    }
    const directory = bundles.directoryOf(bundleId)
    const read = (name: string): string => readFileSync(join(directory, name), 'utf8')
    const found = held.get(bundleId) ?? {
      content: parseBundleContent(read),
      manifest: parseText(MANIFEST_FILE, read(MANIFEST_FILE), BundleManifest),
    }
    held.delete(bundleId)
    held.set(bundleId, found)
    for (const [oldest] of held) if (held.size > MOST_HELD) held.delete(oldest)
    return readerOf(bundleId, { ...found, directory }, bundles.filesOf(bundleId))
  }
}

/** `<bundle id>.<id of the run>`: what a run of a judge in a bundle is asked for by. */
export function judgeIdInBundle(bundleId: string, runId: string): string {
  return `${bundleId}.${runId}`
}

/** What that run was asked for by where it was made. */
export function runIdInTrial(idInBundle: string): string {
  return idInBundle.slice(idInBundle.indexOf('.') + 1)
}

/** The bundle that the run of a judge is in; null for one of this data folder. */
export function bundleOfJudge(runId: string): string | null {
  const bundleId = runId.slice(0, runId.indexOf('.'))
  return bundleHashOf(bundleId) === null ? null : bundleId
}

function readerOf(
  bundleId: string,
  { content, manifest, directory }: Held & { directory: string },
  files: ImageFiles,
): BundleReader {
  const { rows, measures, tallies } = content
  const trial = { ...content.trial, id: bundleId }
  const only =
    <Answer>(answer: () => Answer, otherwise: Answer) =>
    (trialId: string): Answer =>
      trialId === bundleId ? answer() : otherwise
  return {
    manifest,
    file: (name) => {
      const sha256 = BUNDLE_PICTURE.exec(name)?.[1]
      return readFile(sha256 === undefined ? join(directory, name) : files.imagePath(sha256))
    },
    trials: { get: (trialId) => (trialId === bundleId ? trial : null) },
    rows: only(() => rows, []),
    figures: only(() => rows, []),
    sittings: only(() => content.sittings, []),
    marks: only(() => content.marks, []),
    votes: only(
      () => ({
        sessions: content.votes.sessions.map((session) => ({ ...session, trialId: bundleId })),
        votes: content.votes.votes,
        pictures: rows.flatMap(votable),
      }),
      { sessions: [], votes: [], pictures: [] },
    ),
    judges: only(
      () =>
        content.judges.map(({ run, calls, ...rest }) => {
          const id = judgeIdInBundle(bundleId, run.id)
          return {
            ...rest,
            run: { ...run, id, trialId: bundleId },
            calls: calls.map((call) => ({ ...call, runId: id })),
          }
        }),
      [],
    ),
    decision: only(() => {
      const { version, savedAt, settings } = content.decision
      return { trialId: bundleId, version, savedAt, settings }
    }, null),
    imagePath: (sha256) => files.imagePath(sha256),
    findThumbnail: (sha256, side) => files.findThumbnail(sha256, side),
    sampleMeasures: only(() => measures.samples, []),
    measured: only(() => measuredIn(content), { byContender: new Map(), voted: new Map() }),
    pictureMeasures: (trialId, sha256) => (trialId === bundleId ? pictureMeasuresIn(measures, sha256) : []),
    tallies: only(() => tallies, { attempts: [], charges: [] }),
    latencies: (trialId, plan) => (trialId === bundleId ? latenciesOf(content, plan) : []),
  }
}

function pictureMeasuresIn({ checks, pictures }: BundleMeasures, sha256: string): PictureMeasure[] {
  const values = pictures.find((picture) => picture.sha256 === sha256)?.values ?? []
  return values.flatMap((value) => {
    const check = checks.find(({ name, version }) => name === value.name && version === value.version)
    return check === undefined ? [] : { ...value, parameters: check.parameters }
  })
}

/** As `prepareVotablePictures` chooses them. */
function votable(row: SampleRow) {
  const { sampleId, contenderId, caseIndex, repeat, image } = row
  const shown = row.outcome === 'succeeded' && row.role === 'measure' && row.stage === 0 && image !== null
  return shown && !row.flags.includes('damaged') ? [{ sampleId, contenderId, caseIndex, repeat, image }] : []
}

/** As `prepareTrialMeasures` groups them. */
function measuredIn({ rows, measures, votes }: BundleContent): ReturnType<StoreReader['measured']> {
  const rowOf = new Map(rows.map((row) => [row.sampleId, row]))
  const byContender: ReturnType<StoreReader['measured']>['byContender'] = new Map()
  const of = (contenderId: string) => {
    const own = byContender.get(contenderId) ?? { values: new Map<SoftCheckName, number[]>(), corners: [] }
    byContender.set(contenderId, own)
    return own
  }
  const judged = new Set(votes.votes.flatMap(({ shown }) => shown.map(({ sampleId }) => sampleId)))
  const voted = new Map<string, VotedPicture>()
  for (const { sampleId, values } of measures.samples) {
    const row = rowOf.get(sampleId)
    if (row === undefined) continue
    const own = of(row.contenderId)
    for (const name of SoftCheckName.options) {
      const value = values[name]
      if (value === null) continue
      const list = own.values.get(name)
      if (list === undefined) own.values.set(name, [value])
      else list.push(value)
    }
    if (judged.has(sampleId) && row.image !== null) {
      voted.set(sampleId, { width: row.image.width, height: row.image.height, values })
    }
  }
  for (const { contenderId, ...corner } of measures.corners) of(contenderId).corners.push(corner)
  return { byContender, voted }
}

/** As `createLatencyTable` counts them. */
function latenciesOf({ trial, rows }: BundleContent, plan: Pick<FrozenPlan, 'load'>): ContenderLatency[] {
  const headline = headlineOf(plan)
  return trial.plan.contenders.map(({ id: contenderId }): ContenderLatency => {
    const timed = rows.filter(
      (row) =>
        row.contenderId === contenderId &&
        row.outcome === 'succeeded' &&
        row.role === 'measure' &&
        row.disturbance === null &&
        isInHeadline(headline, row),
    )
    if (headline.kind === 'none') return { contenderId, ...mixedPercentiles(timed.length) }
    const estimate = percentileEstimates(timed.map(({ latencyMs }) => latencyMs))
    return {
      contenderId,
      p50: estimate(PERCENTILES.p50),
      p90: estimate(PERCENTILES.p90),
      p95: estimate(PERCENTILES.p95),
      p99: estimate(PERCENTILES.p99),
    }
  })
}
