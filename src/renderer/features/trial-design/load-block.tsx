import { SelectField, TextField } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Block, BlockProblem } from './block.tsx'
import type { DraftDesign } from './draft-design.ts'
import { isOpen } from './read-design.ts'
import styles from './trial-design.module.css'

interface LoadBlockProps {
  design: DraftDesign
  /** How many each contender has in flight in a closed loop. */
  inFlight: string
  change: (changes: Partial<DraftDesign>) => void
}

const WORDS: Record<DraftDesign['loadKind'], string> = {
  closed: 'The next is sent when one has come back, so a slow service is asked less often. How fast is one picture?',
  sweep: 'Closed loops one after the other, each with the whole plan. What does one more in flight cost?',
  open: 'Sent when due, whatever is still in flight, as your users would. Waiting for a place counts as latency.',
  ramp: 'As an open loop, at a rate that moves evenly from the first to the last. Where does it give way?',
}

/** How the samples of a contender follow one another. */
export function LoadBlock({ design, inFlight, change }: LoadBlockProps) {
  return (
    <Block title="Load">
      <div className={styles['rows']}>
        <Segmented
          label="Load"
          value={design.loadKind}
          options={[
            { value: 'closed', label: `Closed, ${inFlight} in flight` },
            { value: 'sweep', label: 'Sweep' },
            { value: 'open', label: 'Open' },
            { value: 'ramp', label: 'Ramp' },
          ]}
          onChange={(loadKind) => change({ loadKind })}
        />
        <p className="small two">{WORDS[design.loadKind]}</p>
        {design.loadKind === 'sweep' && (
          <TextField
            label="In flight, stage by stage"
            path="load.concurrencies"
            value={design.concurrencies}
            width="190px"
            placeholder="1, 2, 4, 8"
            onChange={(concurrencies) => change({ concurrencies })}
          />
        )}
        {isOpen(design) && <Arrivals design={design} change={change} />}
        <div className={styles['line']}>
          <TextField
            label="Warm-ups of each contender"
            path="warmUp"
            value={design.warmUp}
            width="190px"
            numeric
            hint="sent first, kept, and in no number but the money"
            onChange={(warmUp) => change({ warmUp })}
          />
          <TextField
            label="Seed checks of each contender"
            path="seedChecks"
            value={design.seedChecks}
            width="190px"
            numeric
            hint="the same pictures again, at the end, to see whether seeds hold; fewer than 5 do not tell"
            onChange={(seedChecks) => change({ seedChecks })}
          />
        </div>
      </div>
      <LoadProblems design={design} />
    </Block>
  )
}

function Arrivals({ design, change }: Omit<LoadBlockProps, 'inFlight'>) {
  const rates =
    design.loadKind === 'open'
      ? ([['perMinute', 'Rate']] as const)
      : ([
          ['fromPerMinute', 'From'],
          ['toPerMinute', 'To'],
        ] as const)
  return (
    <div className={styles['line']}>
      {rates.map(([name, label]) => (
        <TextField
          key={name}
          label={label}
          path={`load.${name}`}
          value={design[name]}
          width="130px"
          numeric
          unit="a min"
          onChange={(text) => change({ [name]: text })}
        />
      ))}
      <SelectField
        label="Arrivals"
        value={design.arrivals}
        width="150px"
        options={[
          { value: 'poisson', label: 'Poisson' },
          { value: 'constant', label: 'evenly spaced' },
        ]}
        onChange={(arrivals) => change({ arrivals: arrivals === 'constant' ? 'constant' : 'poisson' })}
      />
      <TextField
        label="Most in flight"
        path="load.mostInFlight"
        value={design.mostInFlight}
        width="120px"
        numeric
        onChange={(mostInFlight) => change({ mostInFlight })}
      />
    </div>
  )
}

/** Stages are told one by one. */
function LoadProblems({ design }: Pick<LoadBlockProps, 'design'>) {
  const stages = design.loadKind === 'sweep' ? design.concurrencies.split(',').length : 0
  return Array.from({ length: stages }, (_, stage) => (
    <BlockProblem key={stage} path={`load.concurrencies[${stage}]`} />
  ))
}
