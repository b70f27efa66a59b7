import { useDeferredValue, useMemo } from 'react'
import { firstSettings } from '#shared/decision/scenarios.ts'
import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { CostBasis } from '#shared/domain/cost-basis.ts'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { KeptDecision } from '#shared/domain/decision-settings.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { assumptionsOf } from '#shared/economics/assumptions-of.ts'
import { breakEvensOf, compareMonths, type PairBreakEven } from '#shared/economics/compare-costs.ts'
import { costBasesOf } from '#shared/economics/cost-basis-of.ts'
import { describeCosts } from '#shared/economics/describe-costs.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { ShowRowsContext, useAllRows } from '../../charts/show-rows.ts'
import { Button } from '../../ui/button.tsx'
import { useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import { ExploringNote, SavedText, SavingProblem } from '../decision/saved-note.tsx'
import { useKeptSettings } from '../decision/use-kept-settings.ts'
import { TrialScreen } from '../trial/trial-screen.tsx'
import { AssumptionFields } from './assumption-fields.tsx'
import { BreakEvenSection } from './break-even-section.tsx'
import { MonthSection, UtilisationSection } from './chart-sections.tsx'
import { ClaimsSection, type ClaimSources } from './claims-section.tsx'
import { settingsWith } from './edit-assumptions.ts'
import styles from './economics.module.css'
import { notExaminedText } from './examination.ts'
import { InputsSection } from './inputs-section.tsx'
import { Knobs } from './knobs.tsx'
import { MonthItemsSection } from './month-items-section.tsx'
import { MoreAssumptions } from './more-assumptions.tsx'
import { OwnershipSection } from './ownership-section.tsx'
import { SurfaceSection } from './surface-section.tsx'
import { TornadoSection } from './tornado-section.tsx'
import { VolumesTable } from './volumes-table.tsx'

const KEYS: ScreenKeys = {
  screen: 'Economics',
  hints: [{ keys: ['S'], does: 'the numbers as rows, or as charts' }],
}

interface EconomicsViewProps extends ClaimSources {
  trial: Trial
  analysis: TrialAnalysis
  kept: KeptDecision
}

/** The finding first, what moves it, then the charts that prove it, and each number with how it is known. */
export function EconomicsView({ trial, analysis, kept, claims, prices }: EconomicsViewProps) {
  const settings = useKeptSettings(kept)
  const [rowsShown, turnRows] = useAllRows()
  useScreenKeys(KEYS)

  const current = settings.keeping.settings
  const assumptions = useMemo(() => assumptionsOf(current), [current])
  // What is typed and slid stays quick; what hangs on it follows.
  const reckoned = useDeferredValue(assumptions)
  const { contenders } = trial.plan
  const bases = useMemo(() => costBasesOf(contenders, analysis), [contenders, analysis])
  const positions = useMemo(() => new Map(contenders.map(({ id, position }) => [id, position])), [contenders])
  const breakEvens = useBreakEvens(bases, reckoned)
  const comparison = useMemo(() => compareMonths(bases, reckoned, breakEvens), [bases, reckoned, breakEvens])
  const answer = useMemo(() => describeCosts(comparison, reckoned), [comparison, reckoned])
  const sources = useMemo(() => ({ claims, prices }), [claims, prices])
  const change = (changes: Partial<CostAssumptions>) =>
    settings.change(settingsWith(settings.keeping.settings, changes))
  const [lead, ...further] = answer.sentences
  const notExamined = notExaminedText(trial.id, analysis)
  const hasMachines = bases.some(({ billing }) => billing.by === 'machine')
  const shown = { comparison, assumptions: reckoned, positions, trialName: trial.plan.name }

  return (
    <TrialScreen foot={<SavedText kept={settings} />}>
      <div className={styles['head']}>
        <div>
          <h1>Economics</h1>
          {trial.status === 'running' && <p className="small two">So far; the trial still runs.</p>}
          <p className="lead" aria-live="polite">
            <AmountInBold text={unbroken(lead ?? '')} />
          </p>
          {further.map((sentence) => (
            <p key={sentence} className="two">
              {unbroken(sentence)}
            </p>
          ))}
          {notExamined !== null && (
            <p className="two">
              <output>{notExamined}</output>
            </p>
          )}
        </div>
        <Button aria-pressed={rowsShown.rows} onClick={turnRows}>
          {rowsShown.rows ? 'Show all charts' : 'Show all rows'}
        </Button>
        <Button onClick={() => change(assumptionsOf(firstSettings()))}>Reset to defaults</Button>
      </div>
      <SavingProblem kept={settings} />
      <ExploringNote kept={settings} />
      <Knobs comparison={comparison} assumptions={assumptions} isExamined={notExamined === null} onChange={change} />
      <AssumptionFields assumptions={assumptions} hasMachines={hasMachines} onChange={change} />
      <MoreAssumptions assumptions={assumptions} onChange={change} />
      <ShowRowsContext value={rowsShown}>
        <div className={styles['sections']} aria-busy={reckoned !== assumptions ? true : undefined}>
          <MonthSection {...shown} />
          <UtilisationSection {...shown} />
          <TornadoSection {...shown} answer={answer} />
          {answer.rental !== null && <SurfaceSection {...shown} rental={answer.rental} />}
          <BreakEvenSection comparison={comparison} imagesPerMonth={reckoned.imagesPerMonth} positions={positions} />
          <MonthItemsSection comparison={comparison} imagesPerMonth={reckoned.imagesPerMonth} positions={positions} />
          <section className={styles['wide']} aria-labelledby="volumes">
            <h2 id="volumes">By volume</h2>
            <p className={styles['caption']}>A month; below it the machines that it takes, and a usable picture.</p>
            <VolumesTable months={comparison} imagesPerMonth={reckoned.imagesPerMonth} positions={positions} />
          </section>
          <OwnershipSection {...shown} />
          <InputsSection comparison={comparison} positions={positions} />
          <ClaimsSection
            sources={sources}
            bases={bases}
            assumptions={reckoned}
            isPractice={trial.practice}
            isOfBundle={settings.isOfBundle}
          />
        </div>
      </ShowRowsContext>
    </TrialScreen>
  )
}

/** Reckoned anew when anything but volumes has moved. */
function useBreakEvens(bases: readonly CostBasis[], assumptions: CostAssumptions): PairBreakEven[] {
  const key = JSON.stringify({ ...assumptions, imagesPerMonth: undefined, moreVolumes: undefined })
  return useMemo(
    () => breakEvensOf(bases, JSON.parse(key) as Omit<CostAssumptions, 'imagesPerMonth' | 'moreVolumes'>),
    [bases, key],
  )
}

/** A sentence with its first amount standing out. */
function AmountInBold({ text }: { text: string }) {
  const [before, amount, after] = text.split(/(\$[\d,.]*\d)(.*)/s)
  return (
    <>
      {before}
      {amount !== undefined && <b>{amount}</b>}
      {after}
    </>
  )
}
