import type { Sitting, SittingKind } from '#shared/domain/sitting.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { formatDuration } from '#shared/units/duration.ts'
import { markup, type Markup } from '../markup.ts'
import { environmentFacts } from './environment-facts.ts'
import { instantText } from './instant-text.ts'

/** In how many stretches a trial was measured, where each differs from the first, and when the machine slept; nothing where none was written down. */
export function sittingsTable(trial: Trial, sittings: readonly Sitting[]): Markup | null {
  const [first] = sittings
  if (first === undefined) return null
  const rows = sittings.map(
    (sitting) => markup`<tr><th scope="row">${sitting.number}</th><td class="text">${KIND_WORDS[sitting.kind]}</td>
<td class="text">${instantText(sitting.startedAt)}</td><td class="text">${endText(sitting)}</td>
<td class="text"><bdi>${placeText(trial, sitting, first)}</bdi></td><td class="text">${sleepsText(sitting)}</td></tr>
`,
  )
  return markup`<h3>Sittings</h3>
<p class="note">A sitting is a stretch of the trial in one process. A picture that came over a sleep of the machine, or in another sitting than it was asked for, has no latency.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Sittings"><table><thead><tr><th scope="col">Sitting</th><th scope="col" class="text">Asked</th><th scope="col" class="text">From</th><th scope="col" class="text">To</th><th scope="col" class="text">Where</th><th scope="col" class="text">The machine slept</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

const KIND_WORDS: Readonly<Record<SittingKind, string>> = {
  start: 'The plan, from its beginning',
  resume: 'What had not been asked',
  retry: 'What had given no picture, once more',
  extend: 'What was added to the plan',
}

function endText({ endedAt, ending, reason }: Sitting): Markup {
  if (endedAt === null) return markup`goes on`
  const why = reason === null ? null : markup`: <bdi>${reason}</bdi>`
  return markup`${instantText(endedAt)}${ending === null ? null : markup`<small>${ending}${why}</small>`}`
}

/** The facts that are others than those of the first sitting. */
function placeText(trial: Trial, sitting: Sitting, first: Sitting): string {
  if (sitting === first) return 'as above'
  const before = new Map(environmentFacts({ ...trial, environment: first.environment }))
  const changed = environmentFacts({ ...trial, environment: sitting.environment }).filter(
    ([name, text]) => before.get(name) !== text,
  )
  return changed.length === 0 ? 'as the first' : changed.map(([name, text]) => `${name}: ${text}`).join('. ')
}

/** A sleep stands on the trial's time line, on which its sitting began at a known moment. */
function sleepsText({ sleeps, startedAt, offsetMs }: Sitting): string {
  if (sleeps.length === 0) return 'no'
  return sleeps
    .map(({ atMs, lengthMs }) => {
      const at = instantText(new Date(startedAt).getTime() + atMs - offsetMs)
      return `${at}, for ${formatDuration(lengthMs)}`
    })
    .join('; ')
}
