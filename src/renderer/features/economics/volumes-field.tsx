import { useState } from 'react'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import { MOST_VOLUMES } from '#shared/domain/default-assumptions.ts'
import { figureText } from '#shared/units/count-text.ts'
import { TextField } from '../../ui/field.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import type { ChangeAssumptions } from './edit-assumptions.ts'
import { readVolumes } from './read-volumes.ts'

interface VolumesFieldProps {
  assumptions: CostAssumptions
  onChange: ChangeAssumptions
}

const PROBLEM = `Type up to ${MOST_VOLUMES} whole numbers from 1 to 1,000,000,000 with spaces between`

/** Volumes of the reader’s own that are reckoned beside the one that is looked into. What does not fit changes nothing, and says why. */
export function VolumesField({ assumptions: { moreVolumes }, onChange }: VolumesFieldProps) {
  const shown = moreVolumes.map(figureText).join(' ')
  const [typed, setTyped] = useState({ shown, text: shown })
  const text = typed.shown === shown ? typed.text : shown
  const problem = readVolumes(text) === null ? PROBLEM : null
  return (
    <ProblemsContext value={problem === null ? [] : [{ path: 'moreVolumes', message: problem }]}>
      <TextField
        label="Further volumes a month"
        path="moreVolumes"
        value={text}
        onChange={(next) => {
          const volumes = readVolumes(next)
          setTyped({ shown: (volumes ?? moreVolumes).map(figureText).join(' '), text: next })
          if (volumes !== null) onChange({ moreVolumes: volumes })
        }}
      />
    </ProblemsContext>
  )
}
