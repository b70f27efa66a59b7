import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { isBundleId } from '#shared/domain/bundle-id.ts'
import { countText } from '#shared/units/count-text.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { useOpenTrial } from '../trial/trial-context.ts'
import { TrialScreen } from '../trial/trial-screen.tsx'
import { useRows } from '../trial/use-rows.ts'
import { compareChoices, searchOpened } from './compare-choices.ts'
import { CompareView } from './compare-view.tsx'
import { placeOf, type ComparedPlace } from './compared-place.ts'
import type { InspectorRenderer } from './inspected-picture.ts'
import { Inspector } from './inspector.tsx'
import { PictureChecks } from './picture-checks.tsx'
import { RowInspector } from './row-inspector.tsx'
import { searchClosed, type LightTableSearch } from './light-table-search.ts'
import { LightTableView } from './light-table-view.tsx'
import { readSurround, SURROUND_KEY } from './surround.tsx'
import { useLightTable } from './use-light-table.ts'
import { useMarks } from './use-marks.ts'
import { useMeasures } from './use-measures.ts'
import { usePlace } from './use-place.ts'
import { useReturn } from './use-return.ts'
import { useStored } from './use-stored.ts'

export function LightTableScreen() {
  const { trial } = useOpenTrial()
  const { plan } = trial
  const search = useSearch({ from: '/trials/$trialId/light-table' })
  const navigate = useNavigate()
  const query = useRows()
  const rows = useMemo(() => query.data ?? [], [query.data])
  const { marks, setMark, failure } = useMarks(trial.id)
  const isBundle = isBundleId(trial.id)
  const onMark = isBundle ? null : setMark
  const [surround, setSurround] = useStored(SURROUND_KEY, readSurround)
  const measures = useMeasures(trial.id, search.order ?? null)
  const arranged = useLightTable(plan, rows, marks, search, measures)
  const { table, arrangement } = arranged
  const { place, onPlace, turnTo } = usePlace(trial.id, plan, table)
  const takesFocus = useReturn(search.open !== undefined)

  function look(next: LightTableSearch, replace = true) {
    void navigate({ to: '/trials/$trialId/light-table', params: { trialId: trial.id }, search: next, replace })
  }
  function close(closed: ComparedPlace) {
    look(searchClosed(search, arrangement, closed.repeat + 1))
    turnTo(closed)
  }

  const notKept = failure !== null && (
    <span role="alert" className="alarm">
      The mark was not kept. {readFailure(failure).message}
    </span>
  )
  const renderInspector: InspectorRenderer = ({ planCase, contender, repeat, sample }, actions) => {
    if (isBundle) {
      const mark = sample && marks.get(sample.sampleId)
      const checks = sample && <PictureChecks row={sample} contender={contender} />
      return (
        <RowInspector
          {...{ planCase, contender, repeat, sample, mark, checks }}
          repeats={plan.repeats}
          file="without metadata"
          {...actions}
        />
      )
    }
    const planned = plan.contenders.find(({ id }) => id === contender.id)
    return (
      planned !== undefined && (
        <Inspector
          trial={trial}
          planCase={planCase}
          contender={planned}
          repeat={repeat + 1}
          row={sample}
          mark={sample && marks.get(sample.sampleId)}
          onMark={setMark}
          {...actions}
        />
      )
    )
  }
  const opened = placeOf(plan, search, arrangement)
  if (opened !== null) {
    const back = () => close(opened)
    return (
      <TrialScreen
        layout="bare"
        foot={notKept || 'Panes move together. A smaller picture is drawn smaller.'}
        end={
          <Button look="quiet" onClick={back}>
            Back to light table <kbd>Esc</kbd>
          </Button>
        }
      >
        <CompareView
          plan={plan}
          samples={arranged.samples}
          extent={arranged.extent}
          surround={surround}
          onSurround={setSurround}
          {...compareChoices(plan, arranged, opened, search, look)}
          marks={marks}
          onMark={onMark}
          onClose={back}
          renderInspector={renderInspector}
        />
      </TrialScreen>
    )
  }
  return (
    <TrialScreen
      layout="bare"
      foot={notKept || `${countText(table.pictureCount, 'picture')} shown · drawn true to size, never cropped`}
    >
      <LightTableView
        plan={plan}
        arranged={arranged}
        marks={marks}
        onMark={onMark}
        measures={measures}
        search={search}
        onSearch={look}
        surround={surround}
        onSurround={setSurround}
        place={place}
        onPlace={onPlace}
        takesFocus={takesFocus}
        onOpen={(cell) => look(searchOpened(plan, search, arranged, cell), false)}
        message={
          query.isError ? (
            <ErrorState title="The samples can’t be read" error={query.error} onRetry={() => void query.refetch()} />
          ) : query.isPending ? (
            <LoadingShape label="Loading the samples" lines={8} />
          ) : null
        }
        renderInspector={renderInspector}
      />
    </TrialScreen>
  )
}
