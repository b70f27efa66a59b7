import { Fragment, type ReactNode } from 'react'
import type { PlanEstimate } from '#shared/contract/plan.ts'
import { describePercentiles } from '#shared/domain/describe-percentiles.ts'
import { ROLE_WORDS } from '#shared/domain/role-words.ts'
import { figureText } from '#shared/units/count-text.ts'
import { formatMinutes, formatWaitRange } from '#shared/units/duration.ts'
import { formatTrialCost } from '#shared/units/format-usd.ts'
import { Marker } from '../../ui/contender-name.tsx'
import { LargeFigure } from '../../ui/figure.tsx'
import { formatImageCost } from '../../ui/format-estimate.ts'
import { Note } from '../../ui/states.tsx'
import { AdviceSection } from './advice-section.tsx'
import styles from './trial-design.module.css'

interface EstimatePanelProps {
  estimate: PlanEstimate | undefined
  stale: boolean
  names: readonly string[]
  children: ReactNode
}

/** Scrolled by keys, so it has a place in the order of tabs, also while nothing in it can be pressed. */
function takeFocus(panel: HTMLElement | null) {
  if (panel !== null) panel.tabIndex = 0
}

/** What the plan comes to before anything is sent. */
export function EstimatePanel({ estimate, stale, names, children }: EstimatePanelProps) {
  function nameOf(contenderId: string): string {
    const position = estimate?.perContender.findIndex((contender) => contender.contenderId === contenderId) ?? -1
    return names[position] ?? contenderId
  }
  return (
    <aside ref={takeFocus} className={styles['side']} aria-label="What this plan comes to">
      <div
        aria-live="polite"
        aria-busy={stale}
        className={stale ? styles['stale'] : undefined}
        style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 20 }}
      >
        {estimate === undefined ? (
          <section>
            <h2>What it will cost</h2>
            <p className="small two">Shown as soon as the plan has a contender and a prompt.</p>
          </section>
        ) : (
          <>
            <Cost estimate={estimate} names={names} />
            <section>
              <h2>How long</h2>
              {estimate.duration === null ? (
                <p className="small two">Not known: none of these has been timed on this machine.</p>
              ) : (
                <p>
                  <b>{formatWaitRange(estimate.duration.lowMs, estimate.duration.highMs)}</b>{' '}
                  <span className="small two">
                    {estimate.duration.idleMs > 0 &&
                      `and ${formatMinutes(estimate.duration.idleMs / 60_000)} of idle gaps after it; `}
                    {estimate.duration.basis}
                  </span>
                </p>
              )}
            </section>
            {estimate.advice !== null && <AdviceSection advice={estimate.advice} nameOf={nameOf} />}
            <section>
              <h2>What will be shown</h2>
              <dl>
                {describePercentiles(estimate).map((line) => (
                  <Pair key={line.percentiles} term={line.percentiles}>
                    {line.says}
                  </Pair>
                ))}
              </dl>
            </section>
            {estimate.notes.length > 0 && (
              <Note look="warn">
                {estimate.notes.map((note) => (
                  <div key={`${note.contenderId} ${note.text}`}>
                    {note.contenderId === null ? note.text : `${nameOf(note.contenderId)}: ${note.text}`}
                  </div>
                ))}
              </Note>
            )}
          </>
        )}
      </div>
      {children}
    </aside>
  )
}

function Cost({ estimate, names }: { estimate: PlanEstimate; names: readonly string[] }) {
  const { cost, unknownPriceContenders: unknown } = estimate
  const noneKnown = unknown.length === estimate.perContender.length
  const range =
    cost.lowMicros === cost.highMicros ? 'expected' : `at the upper end, from ${formatTrialCost(cost.lowMicros)}`
  const nameOf = (contenderId: string): string =>
    names[estimate.perContender.findIndex((contender) => contender.contenderId === contenderId)] ?? contenderId
  return (
    <section>
      <h2>What it will cost</h2>
      {noneKnown ? (
        <p className="two">Not known</p>
      ) : (
        <LargeFigure value={formatTrialCost(cost.highMicros)} unit={range} />
      )}
      <dl>
        {estimate.perContender.map((contender, position) => (
          <Fragment key={contender.contenderId}>
            <Pair
              term={
                <span title={contender.basis}>
                  <Marker position={position} /> {names[position] ?? contender.contenderId}, a picture
                </span>
              }
            >
              {costOf(contender.perImageMicros)}
            </Pair>
            {contender.steps.length > 1 &&
              contender.steps.map((step, index) => (
                <Pair
                  key={index}
                  term={
                    <span className={styles['stepCost']} title={step.basis}>
                      {index + 1}. {step.modelName}
                    </span>
                  }
                >
                  <span className="two">{costOf(step.perImageMicros)}</span>
                </Pair>
              ))}
          </Fragment>
        ))}
        {estimate.byRole.map(({ role, samples, lowMicros, highMicros }) => (
          <Pair key={role} term={`${ROLE_WORDS[role]}, ${figureText(samples)}`}>
            {noneKnown ? 'not known' : costRange(lowMicros, highMicros)}
          </Pair>
        ))}
        {estimate.byRole.length > 1 && <Pair term="Samples">{figureText(estimate.samples)}</Pair>}
      </dl>
      {unknown.length > 0 && (
        <Note look="warn">
          Without {unknown.map(nameOf).join(', ')}: what a picture costs there is known after the first. A budget needs
          “Count at most” in its settings.
        </Note>
      )}
    </section>
  )
}

function costRange(lowMicros: number, highMicros: number): string {
  return lowMicros === highMicros
    ? formatTrialCost(lowMicros)
    : `${formatTrialCost(lowMicros)}–${formatTrialCost(highMicros)}`
}

function costOf(micros: number | null): string {
  return micros === null ? 'not known' : formatImageCost(micros)
}

function Pair({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  )
}
