import type { BookedPrice } from '#shared/domain/own-price.ts'
import { Price, type PriceUnit } from '#shared/domain/price.ts'
import { priceAt } from '#shared/economics/price-at.ts'
import type { TypedContender } from '#shared/economics/typed-basis.ts'
import { AssayError } from '#shared/errors.ts'
import { readNumberOption, readShareOption } from './read-cost-numbers.ts'

/** What a contender of `assay cost` is described by: `gpu-hour=2.10,images-per-hour=300,name=A100`. */
export type ContenderSpec = Partial<Record<SpecKey, string>>

const PRICE_KEYS = {
  'per-image': 'image',
  'per-megapixel': 'megapixel',
  'per-step': 'step',
  'per-megapixel-step': 'megapixel-step',
  'per-request': 'request',
  'per-second': 'compute-second',
  'gpu-hour': 'instance-hour',
} as const satisfies Record<string, PriceUnit>
type PriceKey = keyof typeof PRICE_KEYS

const NUMBER_KEYS = {
  'images-per-hour': 'imagesPerHour',
  slots: 'slots',
  steps: 'steps',
  'images-per-request': 'imagesPerRequest',
  seconds: 'secondsPerImage',
  usable: 'usableShare',
  failed: 'failedShare',
  'cold-start': 'coldStartSeconds',
} as const satisfies Record<string, keyof TypedContender>
type NumberKey = keyof typeof NUMBER_KEYS

const OTHER_KEYS = ['name', 'price', 'size', 'failed-billed'] as const
type SpecKey = PriceKey | NumberKey | (typeof OTHER_KEYS)[number]

const PRICE_NAMES = Object.keys(PRICE_KEYS) as PriceKey[]
const NUMBER_NAMES = Object.keys(NUMBER_KEYS) as NumberKey[]
export const SPEC_KEYS: readonly SpecKey[] = [...PRICE_NAMES, ...NUMBER_NAMES, ...OTHER_KEYS]

/** @throws AssayError BAD_USAGE for a part that is not `key=value`, an unknown key, or one that stands twice */
export function readSpec(text: string): ContenderSpec {
  const spec: ContenderSpec = {}
  for (const part of text.split(',')) {
    const [, key = '', value = ''] = /^\s*([a-z-]+)\s*=\s*(.+?)\s*$/.exec(part) ?? []
    if (key === '') throw usage(`"${part}" is not key=value, as in gpu-hour=2.10,images-per-hour=300.`)
    const known = SPEC_KEYS.find((one) => one === key)
    if (known === undefined) throw usage(`There is no "${key}"; a contender takes ${SPEC_KEYS.join(', ')}.`)
    if (spec[known] !== undefined) throw usage(`"${known}" stands twice in "${text}".`)
    spec[known] = value
  }
  return spec
}

/**
 * @param place of the contender on the command line, from 1
 * @param book asked only where the specification names a price of it
 * @throws AssayError BAD_USAGE, NOT_FOUND (no such price)
 */
export function contenderOfSpec(
  spec: ContenderSpec,
  place: number,
  book: readonly BookedPrice[],
  now: Date,
): TypedContender {
  const { providerId, price } = priceOf(spec, book, now)
  const contender: TypedContender = { id: `typed-${place}`, name: spec.name ?? nameOf(spec, price), providerId, price }
  for (const key of NUMBER_NAMES) {
    if (spec[key] !== undefined) contender[NUMBER_KEYS[key]] = readNumber(key, spec[key])
  }
  const size = spec.size ?? price.pictureSize ?? '1024x1024'
  const [, width, height] = /^(\d+)[x×](\d+)$/.exec(size) ?? []
  if (width === undefined || height === undefined) throw usage(`size takes 1024x1024, not "${size}".`)
  const failedAreBilled = readYes(spec['failed-billed'])
  return { ...contender, width: Number(width), height: Number(height), failedAreBilled }
}

function priceOf(
  spec: ContenderSpec,
  book: readonly BookedPrice[],
  now: Date,
): Pick<BookedPrice, 'price'> & { providerId: string | null } {
  const named = PRICE_NAMES.filter((key) => spec[key] !== undefined)
  const [key, second] = named
  if (second !== undefined || (key !== undefined && spec.price !== undefined))
    throw usage(
      `A contender has one price; ${[...named, ...(spec.price === undefined ? [] : ['price'])].join(' and ')} are several.`,
    )
  if (key === undefined) {
    if (spec.price === undefined)
      throw usage(`A contender takes a price: one of ${PRICE_NAMES.join(', ')}, or price=ID of the price book.`)
    const found = book.find(({ price }) => price.id === spec.price)
    if (found === undefined)
      throw new AssayError('NOT_FOUND', `There is no price ${spec.price}. ${likePrice(spec.price, book)}`)
    if (priceAt(found.price, { at: now, unitsBefore: 0 }) === null)
      throw usage(`The price ${spec.price} does not hold today.`)
    return found
  }
  const price = Price.safeParse({
    id: `typed/${key}`,
    label: spec.name ?? key,
    models: [],
    unit: PRICE_KEYS[key],
    amountUsd: spec[key]?.replace(/^\$/, ''),
    source: null,
    retrievedOn: now.toISOString().slice(0, 10),
    confidence: 'typed-in',
  })
  if (!price.success) throw usage(`${key} takes dollars such as 0.008, not "${spec[key]}".`)
  return { providerId: null, price: price.data }
}

const NAMED_PRICES = 3

/** Prices of the same provider that may be meant, by their ids and what they are of. */
function likePrice(id: string, book: readonly BookedPrice[]): string {
  const [provider, rest = ''] = id.toLowerCase().split('/')
  const ofProvider = book.filter(({ price }) => price.id.startsWith(`${provider}/`))
  const near = ofProvider.filter(
    ({ price }) => rest !== '' && `${price.id} ${price.label}`.toLowerCase().includes(rest),
  )
  const told = near.slice(0, NAMED_PRICES).map(({ price }) => `${price.id} (${price.label})`)
  if (told.length > 0) return `Did you mean ${told.join(', or ')}?`
  return ofProvider.length > 0
    ? `"assay prices list ${provider}" has those of ${provider}.`
    : '"assay prices list" has them all.'
}

function nameOf(spec: ContenderSpec, { id, amountUsd, unit }: Price): string {
  return spec.price === undefined ? `$${amountUsd} per ${unit === 'instance-hour' ? 'GPU hour' : unit}` : id
}

const SHARES: readonly NumberKey[] = ['usable', 'failed']
/** More than any machine draws, and few enough to be reckoned with. */
const MOST = 1_000_000_000
const WHOLE: readonly NumberKey[] = ['slots', 'steps', 'images-per-request']

function readNumber(key: NumberKey, text: string): number {
  if (SHARES.includes(key)) {
    const share = readShareOption(key, text, { above: key === 'usable' })
    if (key === 'failed' && share === 1) throw usage(`failed takes a share below 1, not "${text}".`)
    return share
  }
  return readNumberOption(key, text, {
    least: 0,
    most: MOST,
    above: key !== 'cold-start',
    whole: WHOLE.includes(key),
  })
}

function readYes(text: string | undefined): boolean {
  if (text === undefined || text === 'no') return false
  if (text === 'yes') return true
  throw usage(`failed-billed takes yes or no, not "${text}".`)
}

function usage(message: string): AssayError {
  return new AssayError('BAD_USAGE', message)
}
