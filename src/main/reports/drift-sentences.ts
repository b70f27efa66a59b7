import type { ContenderDrift } from '#shared/domain/drift.ts'
import { perPictureText } from './wording.ts'

/** What has changed about a contender, a sentence for each kind; empty where nothing is known to have. */
export function driftSentences({ name, latency, price, output }: Omit<ContenderDrift, 'changes'>): string[] {
  const sentences: string[] = []
  const { ratio } = latency
  if (latency.verdict === 'changed' && ratio.state === 'known') {
    const interval = `${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}, ${ratio.count} prompts`
    sentences.push(`${name} takes ${ratio.value.toFixed(2)} times as long as in the first run (${interval}).`)
  }
  if (price.verdict === 'changed' && price.baselineMicros !== null && price.repeatMicros !== null) {
    const before = perPictureText(price.baselineMicros)
    sentences.push(
      `A picture of ${name} costs ${perPictureText(price.repeatMicros)}; in the first run it was ${before}.`,
    )
  }
  if (output.verdict === 'changed') {
    const { within, across } = output
    sentences.push(
      `${name} draws other pictures from the same seeds: ${across.alike} of ${across.count} are like those of the first run, ` +
        `where ${within.alike} of ${within.count} were like each other. The model was changed.`,
    )
  }
  return sentences
}
