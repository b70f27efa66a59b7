import type { Contender } from '#shared/domain/plan.ts'
import { markerIcon } from '../charts/marker.ts'
import { markup, type Markup } from '../markup.ts'

/** A contender at the head of a row: marker, name, and what it runs. */
export function contenderHeading(contender: Contender): Markup {
  return markup`<th scope="row">${contenderLabel(contender)}</th>`
}

export function contenderLabel(contender: Contender): Markup {
  return markup`<span class="con">${markerIcon(contender.position)}<span><bdi>${contender.name}</bdi><small><bdi>${contender.modelName}</bdi></small></span></span>`
}
