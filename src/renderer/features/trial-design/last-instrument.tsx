import { useQuery } from '@tanstack/react-query'
import { workbench } from '../../client/client.ts'
import { InstrumentNote } from '../../ui/instrument-note.tsx'

/** The latest calibration in this data folder; nothing before the first, because every trial makes one of its own. */
export function LastInstrument() {
  const { data } = useQuery(workbench.instrument.last.queryOptions())
  return data === undefined || data === null ? null : <InstrumentNote calibration={data} />
}
