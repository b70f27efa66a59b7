import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import { SelectField } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { NumberField } from '../decision/number-field.tsx'
import type { ChangeAssumptions } from './edit-assumptions.ts'
import styles from './economics.module.css'
import { TrafficFields } from './traffic-fields.tsx'

interface AssumptionFieldsProps {
  assumptions: CostAssumptions
  hasMachines: boolean
  onChange: ChangeAssumptions
}

/** What a target begins with where none was set: the limit of the steady scenario. */
const FIRST_TARGET = { seconds: 8, share: 0.95 }

/** When pictures are asked for, how soon they shall be there, and when machines are on. */
export function AssumptionFields({ assumptions, hasMachines, onChange }: AssumptionFieldsProps) {
  const { latencyTarget, fleet } = assumptions
  return (
    <div className={styles['fields']}>
      <TrafficFields assumptions={assumptions} onChange={onChange} />
      {hasMachines && (
        <div className={styles['target']}>
          <SelectField
            label="Latency target of machines"
            value={latencyTarget === null ? 'none' : 'set'}
            options={[
              { value: 'none', label: 'None' },
              { value: 'set', label: 'Within so many seconds' },
            ]}
            onChange={(value) => onChange({ latencyTarget: value === 'none' ? null : FIRST_TARGET })}
          />
          {latencyTarget !== null && (
            <div className={styles['pair']}>
              <NumberField
                label="Within"
                unit="s"
                value={latencyTarget.seconds}
                range={{ minimum: 0.01, maximum: 86_400, whole: false }}
                onChange={(seconds) => onChange({ latencyTarget: { ...latencyTarget, seconds } })}
              />
              <NumberField
                label="Of the pictures"
                unit="%"
                value={Number((latencyTarget.share * 100).toPrecision(9))}
                range={{ minimum: 1, maximum: 99.99, whole: false }}
                onChange={(percent) => onChange({ latencyTarget: { ...latencyTarget, share: percent / 100 } })}
              />
            </div>
          )}
        </div>
      )}
      {hasMachines && (
        <div className={styles['fleet']}>
          <span className="small two">Machines by the hour</span>
          <Segmented
            label="Machines by the hour"
            value={fleet}
            options={[
              { value: 'kept-on', label: 'kept on' },
              { value: 'follows-traffic', label: 'follow traffic' },
            ]}
            onChange={(value) => onChange({ fleet: value })}
          />
        </div>
      )}
    </div>
  )
}
