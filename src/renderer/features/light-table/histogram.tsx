import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import { memo, useMemo } from 'react'
import { readFailure } from '../../client/read-failure.ts'
import { CHANNELS, type Channel, type Tones } from './count-tones.ts'
import { shareText } from './difference-words.ts'
import { highestShare, histogramPath, type HistogramScale } from './histogram-path.ts'
import styles from './histogram.module.css'
import { tonesQuery } from './picture-queries.ts'

/** What the pictures of a view have in common: one height for all of a channel, so that they can be held against each other. */
export interface Histograms {
  tones: ReadonlyMap<string, Tones>
  failures: ReadonlyMap<string, string>
  top: Record<Channel, number>
  scale: HistogramScale
}

/** @param pictures hashes of those that are shown; none while histograms are not wanted */
export function useHistograms(pictures: readonly string[], scale: HistogramScale): Histograms {
  const wanted = [...new Set(pictures)].join(' ')
  const counted = useQueries({ queries: hashesOf(wanted).map((sha256) => tonesQuery(sha256)), combine: countedOf })
  // The loupe draws the view anew with each move; paths of 256 steps need not follow.
  return useMemo(() => {
    const tones = new Map<string, Tones>()
    const failures = new Map<string, string>()
    for (const [index, sha256] of hashesOf(wanted).entries()) {
      const { data = null, failure = null } = counted[index] ?? {}
      if (data !== null) tones.set(sha256, data)
      if (failure !== null) failures.set(sha256, failure)
    }
    const topOf = (channel: Channel): number => highestShare([...tones.values()].map((of) => sharesOf(of, channel)))
    const top = { luminance: topOf('luminance'), red: topOf('red'), green: topOf('green'), blue: topOf('blue') }
    return { tones, failures, top, scale }
  }, [wanted, counted, scale])
}

function hashesOf(wanted: string): string[] {
  return wanted.split(' ').filter(Boolean)
}

function countedOf(queries: readonly UseQueryResult<Tones>[]) {
  return queries.map(({ data, error }) => ({
    data: data ?? null,
    failure: error === null ? null : readFailure(error).message,
  }))
}

const NAMES: Record<Channel, string> = { luminance: 'Luminance', red: 'Red', green: 'Green', blue: 'Blue' }
const HEIGHT = 32

interface HistogramProps {
  sha256: string
  name: string
  histograms: Histograms
}

/**
 * How often each value comes in a picture, and how much of it lies at either end. An instrument held to a picture, as the loupe is, and so
 * in no frame of charts: what it reads is the picture itself, which can be saved.
 */
export const Histogram = memo(function Histogram({ sha256, name, histograms }: HistogramProps) {
  const tones = histograms.tones.get(sha256)
  const failure = histograms.failures.get(sha256)
  if (tones === undefined)
    return (
      <p className={`micro two ${styles['histogram']}`} aria-busy={failure === undefined}>
        {failure}
      </p>
    )
  return (
    <figure className={styles['histogram']} aria-label={`Histogram, ${name}`}>
      {CHANNELS.map((channel) => {
        const shares = sharesOf(tones, channel)
        return (
          <figure key={channel} aria-label={NAMES[channel]}>
            <svg viewBox={`0 0 256 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
              <path d={histogramPath(shares, histograms.top[channel], histograms.scale, HEIGHT)} />
            </svg>
            <figcaption>
              {NAMES[channel]}
              {/* Where much of a picture lies at an end, detail may have been cut off. */}
              <span>{shareText(shares[0] ?? 0)} at 0</span>
              <span>{shareText(shares[255] ?? 0)} at 255</span>
            </figcaption>
          </figure>
        )
      })}
      {tones.transparentCount > 0 && (
        <p>
          without the wholly transparent{' '}
          {shareText(tones.transparentCount / (tones.pixelCount + tones.transparentCount))}
        </p>
      )}
    </figure>
  )
})

function sharesOf({ bins, pixelCount }: Tones, channel: Channel): number[] {
  return bins[channel].map((count) => (pixelCount === 0 ? 0 : count / pixelCount))
}
