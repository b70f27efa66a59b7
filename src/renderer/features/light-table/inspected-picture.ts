import type { ReactNode } from 'react'
import type { Case, ShownContender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'

/** The picture that is looked into. */
export interface InspectedPicture {
  planCase: Case
  contender: ShownContender
  /** From 0. */
  repeat: number
  /** Undefined where it has not finished, or was never asked. */
  sample: SampleRow | undefined
}

/** Draws what is known of a picture beside the others. Only a page with a workbench behind it knows all. */
export type InspectorRenderer = (
  picture: InspectedPicture,
  actions: {
    onClose: () => void
    /** null where all contenders are side by side already. */
    onCompare: (() => void) | null
  },
) => ReactNode
