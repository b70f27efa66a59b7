import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import {
  BUNDLE_TEXTS,
  BundleJudges,
  BundleMeasures,
  BundleSittings,
  BundleTallies,
  BundleVotes,
  type BundleManifest,
} from '#shared/domain/bundle.ts'
import { givenPicture } from '#shared/domain/given-picture.ts'
import { Results } from '#shared/domain/results.ts'
import { refuseBundle } from './refuse-bundle.ts'

/** All that is read of an opened bundle: what the screens of a trial are made of. */
export interface BundleContent extends Pick<Results, 'trial' | 'rows' | 'marks' | 'decision'> {
  sittings: z.infer<typeof BundleSittings>
  measures: BundleMeasures
  tallies: BundleTallies
  votes: BundleVotes
  judges: BundleJudges
}

/** What it is read from; the rest of a bundle says the same again, for people. */
const READ = {
  results: Results,
  sittings: BundleSittings,
  measures: BundleMeasures,
  tallies: BundleTallies,
  votes: BundleVotes,
  judges: BundleJudges,
} as const

/**
 * @param read the text of a file of the bundle, by its name
 * @throws AssayError BUNDLE_REFUSED where one can't be read as what it should be, or they don't fit together
 */
export function parseBundleContent(read: (name: string) => string): BundleContent {
  const parse = <Part extends keyof typeof READ>(part: Part): z.infer<(typeof READ)[Part]> =>
    parseText(BUNDLE_TEXTS[part], read(BUNDLE_TEXTS[part]), READ[part]) as z.infer<(typeof READ)[Part]>
  const { trial, rows, marks, decision } = parse('results')
  const content: BundleContent = {
    trial,
    rows,
    marks,
    decision,
    sittings: parse('sittings'),
    measures: parse('measures'),
    tallies: parse('tallies'),
    votes: parse('votes'),
    judges: parse('judges'),
  }
  refuseStrangers(content)
  return content
}

/** @throws AssayError BUNDLE_REFUSED */
export function parseText<Schema extends z.ZodType>(name: string, text: string, schema: Schema): z.infer<Schema> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw refuseBundle(`${name} is not JSON`, error)
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const place = issue === undefined ? '' : z.core.toDotPath(issue.path)
  throw refuseBundle(`${name} does not fit (${place === '' ? '' : `${place}: `}${issue?.message ?? ''})`, parsed.error)
}

/** What is shown by contender and case would have no place otherwise. */
function refuseStrangers({ trial, rows, votes, judges, tallies }: BundleContent): void {
  const contenders = new Set(trial.plan.contenders.map(({ id }) => id))
  const cases = new Set(trial.plan.cases.map(({ index }) => index))
  const named = [
    ...rows,
    ...votes.votes.flatMap(({ caseIndex, shown }) => shown.map(({ contenderId }) => ({ caseIndex, contenderId }))),
    ...judges.flatMap(({ pairs }) =>
      pairs.flatMap(({ caseIndex, first, second }) => [
        { caseIndex, contenderId: first.contenderId },
        { caseIndex, contenderId: second.contenderId },
      ]),
    ),
  ]
  const isKnown = ({ contenderId }: { contenderId: string }): boolean => contenders.has(contenderId)
  const counted = [...tallies.attempts, ...tallies.charges]
  if (!named.every((one) => isKnown(one) && cases.has(one.caseIndex)) || !counted.every(isKnown)) {
    throw refuseBundle('its rows name contenders or prompts that its plan does not have')
  }
}

/**
 * Whether the parts of a bundle tell of one trial, and every picture that its rows name is there or said to be missing.
 * @throws AssayError BUNDLE_REFUSED
 */
export function holdTogether(content: BundleContent, manifest: BundleManifest, read: (name: string) => string): void {
  const { trial, rows, marks } = content
  const isSame =
    trial.id === manifest.trialId && trial.plan.name === manifest.trialName && trial.startedAt === manifest.startedAt
  if (!isSame) {
    throw refuseBundle('its results are of another trial than its manifest says')
  }
  const again = { plan: trial.plan, environment: trial.environment, calibration: trial.calibration, marks }
  for (const [part, value] of Object.entries(again)) {
    const name = BUNDLE_TEXTS[part as keyof typeof again]
    // By way of JSON: what is absent there is absent here.
    if (!isDeepStrictEqual(parseText(name, read(name), z.unknown()), JSON.parse(JSON.stringify(value)))) {
      throw refuseBundle(`${name} says something else than ${BUNDLE_TEXTS.results}`)
    }
  }
  if (manifest.leftOut.includes('pictures')) return
  const known = new Set([...manifest.files.map(({ name }) => name), ...manifest.missingPictures])
  for (const image of [
    ...rows.map((row) => row.image),
    ...trial.plan.cases.map((one) => givenPicture(trial.plan.contenders, one)),
  ]) {
    if (image !== null && !known.has(`pictures/${image.sha256}.${image.format}`) && !known.has(image.sha256)) {
      throw refuseBundle(`the picture ${image.sha256} is missing`)
    }
  }
}
