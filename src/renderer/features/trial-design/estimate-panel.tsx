import { Fragment, type ReactNode } from 'react'
import type { PlanEstimate, PlannedWork } from '#shared/contract/plan.ts'
import { describePercentiles } from '#shared/domain/describe-percentiles.ts'
import { ROLE_WORDS } from '#shared/domain/role-words.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
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
            <p className="small two">
              Shown as soon as the plan has a contender and a prompt, and nothing is left to mend.
            </p>
          </section>
        ) : (
          <>
            <Cost estimate={estimate} names={names} />
            <section>
              <h2>How long</h2>
              <Duration work={estimate.added ?? estimate} />
              {estimate.added !== null && estimate.duration !== null && (
                <p className="small two">
                  The whole plan: {formatWaitRange(estimate.duration.lowMs, estimate.duration.highMs)}.
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

function Duration({ work: { samples, duration } }: { work: PlannedWork }) {
  if (samples === 0) return <p className="small two">Nothing is added yet.</p>
  if (duration === null) {
    return <p className="small two">Not known: none of these has been timed on this machine.</p>
  }
  return (
    <p>
      <b>{formatWaitRange(duration.lowMs, duration.highMs)}</b>{' '}
      <span className="small two">
        {duration.idleMs > 0 && `and ${formatMinutes(duration.idleMs / 60_000)} of idle gaps after it; `}
        {duration.basis}
      </span>
    </p>
  )
}

/** Of an extension what is added, and the whole beside it in small words. */
function Cost({ estimate, names }: { estimate: PlanEstimate; names: readonly string[] }) {
  const { added } = estimate
  const work = added ?? estimate
  const { cost, unknownPriceContenders: unknown } = work
  const noneKnown = isPriceless(work)
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
      {added !== null && (
        <p className="small two">
          For what is added. The whole plan: {isPriceless(estimate) ? 'not known' : costRange(estimate.cost)}, of{' '}
          {countText(estimate.samples, 'sample')}.
        </p>
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
        {work.byRole.map(({ role, samples, ...amount }) => (
          <Pair key={role} term={`${ROLE_WORDS[role]}, ${figureText(samples)}${added === null ? '' : ' more'}`}>
            {noneKnown ? 'not known' : costRange(amount)}
          </Pair>
        ))}
        {work.byRole.length !== 1 && (
          <Pair term={added === null ? 'Samples' : 'Samples added'}>{figureText(work.samples)}</Pair>
        )}
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

/** Nothing that would be asked has a price. */
function isPriceless({ askedContenders, unknownPriceContenders }: PlannedWork): boolean {
  return unknownPriceContenders.length > 0 && unknownPriceContenders.length === askedContenders.length
}

function costRange({ lowMicros, highMicros }: PlannedWork['cost']): string {
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
