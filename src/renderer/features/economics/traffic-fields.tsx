import { useState } from 'react'
import type { CostAssumptions, Traffic } from '#shared/domain/cost-assumptions.ts'
import { isTimeZone } from '#shared/domain/time-zone.ts'
import { readTraffic } from '#shared/economics/read-traffic.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import type { ChangeAssumptions } from './edit-assumptions.ts'
import styles from './economics.module.css'

interface TrafficFieldsProps {
  assumptions: CostAssumptions
  onChange: ChangeAssumptions
}

const OPTIONS: { value: Traffic['kind']; label: string }[] = [
  { value: 'flat', label: 'Flat: as many every hour' },
  { value: 'office-hours', label: 'Office hours: 9 to 17, ten times as many' },
  { value: 'evening-peak', label: 'Evening peak: 18 to 23, four times as many' },
  { value: 'own', label: 'Own, from a CSV file' },
]

/** When in the week the pictures are asked for. A file that does not fit is refused with its line, and the curve before it stays. */
export function TrafficFields({ assumptions, onChange }: TrafficFieldsProps) {
  const { traffic } = assumptions
  const [isChoosing, setIsChoosing] = useState(false)
  const [refused, setRefused] = useState<{ file: string; message: string } | null>(null)
  const takesFile = isChoosing || traffic.kind === 'own'
  const take = async (file: File) => {
    const read = readTraffic(await file.text())
    setRefused(read.ok ? null : { file: file.name, message: read.message })
    if (read.ok) onChange({ traffic: { kind: 'own', weights: read.weights } })
  }
  return (
    <div className={styles['traffic']}>
      <SelectField
        label="Traffic"
        value={takesFile ? 'own' : traffic.kind}
        options={OPTIONS}
        onChange={(kind) => {
          setRefused(null)
          setIsChoosing(kind === 'own')
          if (kind === 'flat' || kind === 'office-hours' || kind === 'evening-peak') onChange({ traffic: { kind } })
        }}
      />
      {takesFile && (
        <>
          <FileDrop accept=".csv,.tsv,.txt,text/csv" onFile={(file) => void take(file)} />
          <p className="micro three">
            {traffic.kind === 'own'
              ? `${traffic.weights.length} weights are in use. `
              : 'Until a file is read, the curve before it stays in use. '}
            A weight a line: 24 of a day, or 168 of a week from Monday 0:00.
          </p>
        </>
      )}
      {refused !== null && (
        <p className="small alarm" role="alert">
          {refused.file} was not taken. {refused.message}
        </p>
      )}
    </div>
  )
}

/** Whose hours the curve has; only prices with peak hours hang on it. */
export function TimeZoneField({ assumptions, onChange }: TrafficFieldsProps) {
  const { trafficTimeZone } = assumptions
  const [text, setText] = useState(trafficTimeZone)
  const problem = isTimeZone(text) ? null : 'Type the name of a time zone, such as Europe/Berlin.'
  return (
    <ProblemsContext value={problem === null ? [] : [{ path: 'trafficTimeZone', message: problem }]}>
      <TextField
        label="Time zone of the traffic"
        path="trafficTimeZone"
        value={text}
        onChange={(next) => {
          setText(next)
          if (isTimeZone(next)) onChange({ trafficTimeZone: next })
        }}
      />
    </ProblemsContext>
  )
}
