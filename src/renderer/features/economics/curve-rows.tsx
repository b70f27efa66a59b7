import type { CostCurves } from '../../charts/cost-curve-chart.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { Amount } from './amount.tsx'
import { Scrolled } from './scrolled.tsx'

interface CurveRowsProps {
  curves: CostCurves
  corner: string
  writeX: (value: number) => string
  perPicture?: boolean
}

/** The numbers behind the lines, at the marks of the axis and at the reader’s own place. */
export function CurveRows({ curves, corner, writeX, perPicture = false }: CurveRowsProps) {
  const shown = curves.points.filter(({ x }) => x > 0 && (curves.x.ticks.includes(x) || x === curves.own?.x))
  return (
    <Scrolled label={`${corner}, as rows`}>
      <table className="compact">
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {shown.map(({ x }) => (
              <th scope="col" key={x} className="right">
                {writeX(x)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {curves.lines.map(({ contenderId, name, position }) => (
            <tr key={contenderId}>
              <th scope="row">
                <ContenderName position={position} name={name} />
              </th>
              {shown.map(({ x, values, bands }) => {
                const value = values[contenderId]
                const [low, high] = bands[contenderId] ?? [0, 0]
                return (
                  <td key={x} className="right">
                    {value === undefined ? (
                      <span className="two">not known</span>
                    ) : (
                      <Amount amount={scale({ value, low, high })} perPicture={perPicture} />
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

/** From dollars to micro-dollars. */
function scale({ value, low, high }: { value: number; low: number; high: number }) {
  return { value: value * 1_000_000, low: low * 1_000_000, high: high * 1_000_000 }
}
