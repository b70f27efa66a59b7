import { useMemo, useState } from 'react'
import type { GalleryContent } from '#shared/domain/gallery.ts'
import { countText } from '#shared/units/count-text.ts'
import { KEYS_OF_ONE_SCREEN, KeysDialog } from '../app/keys-dialog.tsx'
import { Screen } from '../app/screen.tsx'
import { CompareView } from '../features/light-table/compare-view.tsx'
import { compareChoices, searchOpened } from '../features/light-table/compare-choices.ts'
import { placeOf } from '../features/light-table/compared-place.ts'
import type { InspectorRenderer } from '../features/light-table/inspected-picture.ts'
import { searchClosed } from '../features/light-table/light-table-search.ts'
import { LightTableView } from '../features/light-table/light-table-view.tsx'
import { readSurround, type Surround } from '../features/light-table/surround.tsx'
import { useLightTable } from '../features/light-table/use-light-table.ts'
import { usePlace } from '../features/light-table/use-place.ts'
import { useReturn } from '../features/light-table/use-return.ts'
import { Button } from '../ui/button.tsx'
import { RowInspector } from '../features/light-table/row-inspector.tsx'
import { useAddress } from './use-address.ts'

/** The light table and the comparison of a trial, for whoever has no Assay. Nothing can be changed here. */
export function GalleryPage({ content }: { content: GalleryContent }) {
  const { plan, rows, practice, pictureNote } = content
  const [search, look] = useAddress()
  const marks = useMemo(() => new Map(content.marks.map((mark) => [mark.sampleId, mark])), [content.marks])
  const arranged = useLightTable(plan, rows, marks, search, null)
  const { place, onPlace, turnTo } = usePlace(content.startedAt, plan, arranged.table)
  const takesFocus = useReturn(search.open !== undefined)
  const [surround, setSurround] = useState<Surround>(readSurround(null))
  const opened = placeOf(plan, search, arranged.arrangement)
  const day = content.startedAt.slice(0, 10)
  const note = `${pictureNote ?? 'Pictures as they came.'} Drawn true to size, never cropped.`
  const foot = <span title={note}>{note}</span>

  const renderInspector: InspectorRenderer = (picture, actions) => (
    <RowInspector
      file="as it came"
      {...picture}
      repeats={plan.repeats}
      mark={picture.sample && marks.get(picture.sample.sampleId)}
      {...actions}
    />
  )
  const end = <span className="small three">{`${countText(rows.length, 'sample')} of ${day}, made with Assay`}</span>
  if (opened !== null) {
    const close = () => {
      look(searchClosed(search, arranged.arrangement, opened.repeat + 1))
      turnTo(opened)
    }
    return (
      <Screen
        title={plan.name}
        layout="bare"
        practice={practice}
        foot={foot}
        end={
          <Button look="quiet" onClick={close}>
            Back to light table <kbd>Esc</kbd>
          </Button>
        }
      >
        <CompareView
          plan={plan}
          samples={arranged.samples}
          marks={marks}
          onMark={null}
          extent={arranged.extent}
          surround={surround}
          onSurround={setSurround}
          {...compareChoices(plan, arranged, opened, search, look)}
          onClose={close}
          renderInspector={renderInspector}
        />
        <KeysDialog anywhere={KEYS_OF_ONE_SCREEN} />
      </Screen>
    )
  }
  return (
    <Screen title={plan.name} layout="bare" practice={practice} foot={foot} end={end}>
      <LightTableView
        plan={plan}
        arranged={arranged}
        marks={marks}
        onMark={null}
        measures={undefined}
        search={search}
        onSearch={look}
        surround={surround}
        onSurround={setSurround}
        place={place}
        onPlace={onPlace}
        takesFocus={takesFocus}
        onOpen={(cell) => look(searchOpened(plan, search, arranged, cell), false)}
        message={null}
        renderInspector={renderInspector}
      />
      <KeysDialog anywhere={KEYS_OF_ONE_SCREEN} />
    </Screen>
  )
}
