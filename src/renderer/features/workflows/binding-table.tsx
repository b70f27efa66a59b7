import { useState } from 'react'
import type { BindablePlace, BindingReason } from '#shared/contract/workflow.ts'
import type { GraphPlace, WorkflowInput } from '#shared/domain/workflow.ts'
import { Button } from '../../ui/button.tsx'
import { bindPlace, placeKey, placesFor, reasonsFor, type Bindings } from './bindings.ts'
import { INPUT_WORDS, WORKFLOW_INPUTS } from './workflow-words.ts'
import styles from './workflows.module.css'

interface BindingTableProps {
  bindings: Bindings
  places: readonly BindablePlace[]
  /** What was found in the graph; another place is bound by hand. */
  reasons: readonly BindingReason[]
  onChange: (bindings: Bindings) => void
}

/** Each input with the places in the graph that it goes to; another one can be chosen for each. */
export function BindingTable({ bindings, places, reasons, onChange }: BindingTableProps) {
  /** The input that shall go to one more place. */
  const [adding, setAdding] = useState<WorkflowInput | null>(null)
  return (
    <table className={styles['bindings']}>
      <thead>
        <tr>
          <th scope="col">Input</th>
          <th scope="col">Goes to</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {WORKFLOW_INPUTS.map((input) => (
          <tr key={input}>
            <th scope="row">{INPUT_WORDS[input]}</th>
            <td>
              {placesShown(bindings[input], adding === input).map((place, index) => (
                <PlaceSelect
                  key={place === null ? 'one more' : placeKey(place)}
                  label={`${INPUT_WORDS[input]} goes to`}
                  chosen={place}
                  places={placesFor(input, places)}
                  first={index === 0}
                  onChange={(next) => {
                    setAdding(null)
                    onChange(bindPlace(bindings, input, index, next))
                  }}
                />
              ))}
            </td>
            <td className="small two">
              {distinct(reasonsFor(input, bindings, reasons)).map((reason) => (
                <div key={reason}>{reason}</div>
              ))}
              {bindings[input] !== undefined && adding !== input && (
                <Button small look="quiet" className={styles['also']} onClick={() => setAdding(input)}>
                  {input === 'loras' ? 'One more loader' : 'Also elsewhere'}
                  <span className="unseen">: {INPUT_WORDS[input]}</span>
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The places of an input, and an empty one where it has none or shall have one more. */
function placesShown(bound: readonly GraphPlace[] | undefined, oneMore: boolean): (GraphPlace | null)[] {
  return bound === undefined || oneMore ? [...(bound ?? []), null] : [...bound]
}

/** Two places of one input may have been bound by hand, which need not be said twice. */
function distinct(reasons: readonly string[]): string[] {
  return [...new Set(reasons)]
}

interface PlaceSelectProps {
  label: string
  chosen: GraphPlace | null
  places: readonly BindablePlace[]
  first: boolean
  onChange: (place: GraphPlace | null) => void
}

function PlaceSelect({ label, chosen, places, first, onChange }: PlaceSelectProps) {
  const value = chosen === null ? '' : placeKey(chosen)
  const known = places.some(({ place }) => placeKey(place) === value)
  if (chosen === null && places.length === 0)
    return first ? <span className="three">nothing it could go to</span> : null
  return (
    <select
      aria-label={chosen === null && !first ? `${label}, one more` : label}
      value={value}
      data-empty={chosen === null || undefined}
      onChange={(event) => onChange(places.find(({ place }) => placeKey(place) === event.target.value)?.place ?? null)}
    >
      <option value="">{chosen !== null || first ? 'not set' : 'and also …'}</option>
      {chosen !== null && !known && (
        <option value={value}>
          {chosen.nodeId} · {chosen.input}
        </option>
      )}
      {places.map(({ place, title, value: held }) => (
        <option key={placeKey(place)} value={placeKey(place)}>
          {place.nodeId} {title} · {place.input}
          {held === '' ? '' : `, now ${held.slice(0, 32)}`}
        </option>
      ))}
    </select>
  )
}
