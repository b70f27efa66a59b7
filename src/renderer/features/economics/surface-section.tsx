import { useMemo } from 'react'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import { breakEvenSurface } from '#shared/economics/break-even-utilisation.ts'
import type { MachinesAgainst, MonthComparison } from '#shared/economics/compare-costs.ts'
import { perMonthText, shareText } from '#shared/economics/money-words.ts'
import { prepareSetting } from '#shared/economics/month-setting.ts'
import { figureText } from '#shared/units/count-text.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { scaled, type ChartColumn } from '../../charts/chart-rows.ts'
import styles from './economics.module.css'
import { measuredCounts } from './prepare-curve-table.ts'
import { Scrolled } from './scrolled.tsx'

interface SurfaceSectionProps {
  comparison: MonthComparison
  assumptions: CostAssumptions
  rental: MachinesAgainst
  trialName: string
}

interface SurfaceRow {
  subject: string
  imagesPerMonth: number
  savingMicros: number | null
}

const UTILISATIONS = [0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1]
const MORE_VOLUMES = [100_000, 500_000, 1_000_000]
/** Of ink on paper, in percent, where the saving is largest: dark enough to be seen, light enough to be read on. */
const DARKEST = 24

const COLUMNS: readonly ChartColumn<SurfaceRow>[] = [
  { head: 'Pictures a month', name: 'pictures_a_month', read: ({ imagesPerMonth }) => imagesPerMonth },
  {
    head: 'Saving a month, $',
    name: 'saving_usd',
    read: ({ savingMicros }) => (savingMicros === null ? null : scaled(savingMicros, 1_000_000)),
    places: 2,
  },
]

/** What renting saves over utilisation and volume: the number in each place, and a grey behind those where it saves. */
export function SurfaceSection({ comparison, assumptions, rental, trialName }: SurfaceSectionProps) {
  const [machines, managed] = [rental.machinesId, rental.managedId].map(
    (id) => comparison.contenders.find(({ basis }) => basis.id === id)?.basis,
  )
  const surface = useMemo(() => {
    if (machines === undefined || managed === undefined) return null
    const own = assumptions.utilisation
    const grid = {
      imagesPerMonth: ascending([...comparison.volumes, ...MORE_VOLUMES]),
      utilisations: ascending(own === null ? UTILISATIONS : [...UTILISATIONS, own]),
    }
    return breakEvenSurface(machines, managed, grid, prepareSetting(assumptions))
  }, [machines, managed, comparison.volumes, assumptions])
  if (surface === null || machines === undefined || managed === undefined) return null
  const shares = surface.savingMicros.map((row) =>
    row.map((saving, place) =>
      saving === null || saving <= 0 ? 0 : saving / Math.max(...surface.savingMicros.map((other) => other[place] ?? 0)),
    ),
  )
  const rows = surface.utilisations.flatMap((utilisation, row) =>
    surface.imagesPerMonth.map((imagesPerMonth, place): SurfaceRow => ({
      subject: shareText(utilisation),
      imagesPerMonth,
      savingMicros: surface.savingMicros[row]?.[place] ?? null,
    })),
  )
  const counts = measuredCounts([machines, managed])
  return (
    <ChartFrame
      title="Break-even by utilisation and volume"
      source={trialName}
      span={3}
      caption={{
        what: `What ${machines.name} saves a month against ${managed.name}; grey where it saves, with − where it costs more. The stronger the grey, the nearer to the most it can save at that volume.`,
        count: counts.length === 0 ? '' : `n ${counts.map(figureText).join(' and ')} samples measured.`,
        method: 'Each place is reckoned from the values, without their intervals.',
      }}
      table={{ rows, columns: COLUMNS, of: { head: 'At work', name: 'utilisation' } }}
    >
      <Scrolled label="Savings by utilisation and volume">
        <table className={`compact ${styles['surface']}`}>
          <thead>
            <tr>
              <th scope="col">At work</th>
              {surface.imagesPerMonth.map((images) => (
                <th scope="col" key={images} className="right">
                  {figureText(images)}
                  {images === assumptions.imagesPerMonth && <div className="micro">yours</div>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {surface.utilisations.map((utilisation, row) => (
              <tr key={utilisation}>
                <th scope="row">
                  {shareText(utilisation)}
                  {utilisation === assumptions.utilisation && <> yours</>}
                </th>
                {surface.imagesPerMonth.map((images, place) => {
                  const saving = surface.savingMicros[row]?.[place] ?? null
                  const share = shares[row]?.[place] ?? 0
                  return (
                    <td
                      key={images}
                      className="right"
                      style={
                        share > 0
                          ? { background: `color-mix(in srgb, var(--ink) ${5 + share * (DARKEST - 5)}%, var(--paper))` }
                          : undefined
                      }
                    >
                      {saving === null ? 'not known' : perMonthText(saving)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </ChartFrame>
  )
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].toSorted((left, right) => left - right)
}
