import { Button } from '../../ui/button.tsx'
import { outerDimensions, swapped, withOnly, withSides, type Arrangement } from './arrangement.ts'
import type { Dimension, DimensionId } from './dimensions.ts'
import styles from './light-table.module.css'

/* What an option is called: a value may be any text, even an empty one. */
const ALL = 'all'
const ONE = 'one '

interface ArrangementChoiceProps {
  dimensions: readonly Dimension[]
  arrangement: Arrangement
  onArrange: (arrangement: Arrangement) => void
}

/** What lies down and across, and which value of everything else is shown. */
export function ArrangementChoice({ dimensions, arrangement, onArrange }: ArrangementChoiceProps) {
  const { rows, columns, only } = arrangement
  return (
    <>
      <SideChoice
        label="Rows"
        dimensions={dimensions}
        value={rows}
        onChange={(id) =>
          onArrange(withSides(arrangement, { rows: id, columns: id === columns ? rows : columns }, dimensions))
        }
      />
      <Button small look="quiet" title="Swap rows and columns" onClick={() => onArrange(swapped(arrangement))}>
        Swap <kbd>T</kbd>
      </Button>
      <SideChoice
        label="Columns"
        dimensions={dimensions}
        value={columns}
        onChange={(id) =>
          onArrange(withSides(arrangement, { rows: id === rows ? columns : rows, columns: id }, dimensions))
        }
      />
      {outerDimensions(dimensions, arrangement).map(({ id, label, values }) => (
        <label key={id} className={styles['side']}>
          <span className="three">{label}</span>
          <select
            aria-label={label}
            value={only[id] === undefined ? ALL : `${ONE}${only[id]}`}
            onChange={(event) => {
              const key = event.target.value
              onArrange(withOnly(arrangement, id, key === ALL ? null : key.slice(ONE.length)))
            }}
          >
            <option value={ALL}>all {values.length}</option>
            {values.map((value) => (
              <option key={value.key} value={`${ONE}${value.key}`}>
                {value.label}
              </option>
            ))}
          </select>
        </label>
      ))}
    </>
  )
}

interface SideChoiceProps {
  label: string
  dimensions: readonly Dimension[]
  value: DimensionId
  onChange: (id: DimensionId) => void
}

function SideChoice({ label, dimensions, value, onChange }: SideChoiceProps) {
  return (
    <label className={styles['side']}>
      <span className="three">{label}</span>
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = dimensions.find(({ id }) => id === event.target.value)
          if (chosen !== undefined) onChange(chosen.id)
        }}
      >
        {dimensions.map((dimension) => (
          <option key={dimension.id} value={dimension.id}>
            {dimension.label}
          </option>
        ))}
      </select>
    </label>
  )
}
