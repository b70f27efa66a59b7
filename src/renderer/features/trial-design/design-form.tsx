import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'
import type { PlanEstimate } from '#shared/contract/plan.ts'
import type { PlanInput } from '#shared/domain/plan.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { Screen } from '../../app/screen.tsx'
import { client } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import { Note } from '../../ui/states.tsx'
import { refreshStandingTrial } from '../trial/use-sit-down.ts'
import { ContenderBlock } from './contender-block.tsx'
import { DesignSourcesContext, type DesignSources } from './design-sources.ts'
import type { Draft } from './draft.ts'
import { EstimatePanel } from './estimate-panel.tsx'
import { TextField } from '../../ui/field.tsx'
import { Block } from './block.tsx'
import { ColdStartBlock } from './cold-start-block.tsx'
import type { DraftDesign } from './draft-design.ts'
import { LastInstrument } from './last-instrument.tsx'
import { LoadBlock } from './load-block.tsx'
import { MatrixBlock } from './matrix-block.tsx'
import { LimitBlock, RepeatBlock } from './number-blocks.tsx'
import { OrderBlock } from './order-block.tsx'
import { planFromDraft } from './plan-from-draft.ts'
import { ProblemsContext } from '../../ui/problems.ts'
import { PresetBlock } from './preset-block.tsx'
import { WatchDialog } from '../watches/watch-dialog.tsx'
import { PromptBlock } from './prompt-block.tsx'
import { StopBlock } from './stop-block.tsx'
import styles from './trial-design.module.css'
import { useDraft, type DraftKeeping } from './use-draft.ts'
import { useEstimate } from './use-estimate.ts'

const KEYS: ScreenKeys = {
  screen: 'New trial',
  hints: [{ keys: ['Ctrl', 'Enter'], does: 'freeze the plan and start' }],
}

const KEEPING_WORDS: Record<DraftKeeping, string> = {
  kept: 'Draft kept on this machine',
  saving: 'Keeping the draft…',
  'not-kept': 'Draft too large to keep',
}

interface DesignFormProps {
  initial: Draft
  /** The trial that the plan is added to; null for a new one. */
  extending: Trial | null
  sources: DesignSources
  startOver: () => Draft
}

export function DesignForm({ initial, extending, sources, startOver }: DesignFormProps) {
  const { draft, change, keeping } = useDraft(initial)
  const { plan, problems: typed } = useMemo(() => planFromDraft(draft), [draft])
  const { estimate, isSettling } = useEstimate(plan, extending?.id ?? null)
  const start = useStart(extending?.id ?? null)

  const problems = useMemo(() => {
    if (plan === null) return typed
    const found = estimate.isPlaceholderData ? [] : (estimate.data?.problems ?? [])
    const refused = estimate.error === null ? [] : readFailure(estimate.error).problems
    return [...found, ...refused]
  }, [estimate.data, estimate.error, estimate.isPlaceholderData, plan, typed])

  const ready = plan !== null && problems.length === 0 && !start.isPending
  const begin = useRef(() => {})
  useEffect(() => {
    begin.current = () => {
      if (ready) start.mutate(plan)
    }
  })
  useScreenKeys(KEYS)
  useEffect(() => {
    function listen(event: KeyboardEvent) {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      begin.current()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])

  const included = draft.contenders.filter((contender) => contender.included)
  const practice = included.length > 0 && included.every((contender) => contender.account === 'practice')
  const changeDesign = (changes: Partial<DraftDesign>): void => change({ design: { ...draft.design, ...changes } })
  const inFlight = [...new Set(included.map(({ concurrency }) => concurrency.trim()))].join(' and ') || '1'
  const current = plan === null || estimate.isPlaceholderData ? undefined : estimate.data
  const casesPerRepeat =
    current === undefined || plan?.repeats === undefined ? null : Math.round(current.samplesPerContender / plan.repeats)
  const names = included.map(
    (contender) =>
      contender.name ||
      (sources.providers.find((provider) => provider.id === contender.provider)?.name ?? contender.id),
  )

  return (
    <DesignSourcesContext value={sources}>
      <ProblemsContext value={problems}>
        <Screen
          title={extending === null ? 'New trial' : `Extend ${extending.plan.name}`}
          layout="bare"
          practice={practice}
          foot={countMatrix(included.length, draft, current)}
          footAside={<LastInstrument />}
          end={
            <>
              <span className="small three">{KEEPING_WORDS[keeping]}</span>
              <Button look="quiet" onClick={() => change(extending === null ? startOver() : initial)}>
                Start over
              </Button>
            </>
          }
        >
          <div className={styles['columns']}>
            <div className={styles['form']}>
              <h1 className="unseen">{extending === null ? 'New trial' : `Extend ${extending.plan.name}`}</h1>
              {extending !== null && (
                <Note>
                  Add repeats, prompts or contenders. What “{extending.plan.name}” has measured stays as it is, and is
                  not asked again.
                </Note>
              )}
              <Block title="Question">
                <div className={styles['line']}>
                  <TextField
                    label="What shall the trial decide?"
                    path="question"
                    value={draft.question}
                    width="min(560px, 100%)"
                    placeholder="Who should draw our storefront pictures?"
                    onChange={(question) => change({ question })}
                  />
                  <TextField
                    label="Name"
                    path="name"
                    value={draft.name}
                    width="240px"
                    onChange={(name) => change({ name })}
                  />
                </div>
              </Block>
              <ContenderBlock contenders={draft.contenders} onChange={(contenders) => change({ contenders })} />
              <PromptBlock prompts={draft.prompts} promptSet={draft.promptSet} onChange={change} />
              <PresetBlock draft={draft} plan={plan} casesPerRepeat={casesPerRepeat} change={change} />
              <MatrixBlock design={draft.design} change={changeDesign} />
              <RepeatBlock draft={draft} change={change} />
              <LoadBlock design={draft.design} inFlight={inFlight} change={changeDesign} />
              <OrderBlock draft={draft} change={change} changeDesign={changeDesign} />
              <ColdStartBlock design={draft.design} change={changeDesign} />
              <StopBlock design={draft.design} change={changeDesign} />
              <LimitBlock draft={draft} change={change} />
            </div>
            <EstimatePanel
              estimate={plan === null ? undefined : estimate.data}
              stale={isSettling || estimate.isPlaceholderData || estimate.isFetching}
              names={names}
            >
              {estimate.isError && plan !== null && problems.length === 0 && (
                <Note look="bad">The plan can’t be estimated. {readFailure(estimate.error).message}</Note>
              )}
              {start.isError && <StartFailure error={start.error} />}
              <div className={styles['go']}>
                {problems.length > 0 && (
                  <output>
                    <b className="small">
                      {problems.length === 1 ? 'One thing to mend' : `${problems.length} things to mend`}
                    </b>
                    <ul className={`small two ${styles['problemList']}`}>
                      {problems.slice(0, 5).map((problem) => (
                        <li key={`${problem.path} ${problem.message}`}>
                          <span className="mono">{problem.path}</span> {problem.message}
                        </li>
                      ))}
                    </ul>
                  </output>
                )}
                <WatchDialog plan={ready ? plan : null} />
                <Button look="primary" disabled={!ready} onClick={() => begin.current()}>
                  {start.isPending ? 'Starting…' : extending === null ? 'Freeze plan and start' : 'Extend the trial'}{' '}
                  <kbd>Ctrl Enter</kbd>
                </Button>
              </div>
            </EstimatePanel>
          </div>
        </Screen>
      </ProblemsContext>
    </DesignSourcesContext>
  )
}

/** @param extendedId of the trial that the plan is added to; null for a new one */
function useStart(extendedId: string | null) {
  const navigate = useNavigate()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (plan: PlanInput) =>
      extendedId === null ? client.trial.start(plan) : client.trial.extend({ trialId: extendedId, plan }),
    onSuccess: async ({ trialId }) => {
      refreshStandingTrial(cache, trialId)
      await navigate({ to: '/trials/$trialId/run', params: { trialId } })
    },
  })
}

function StartFailure({ error }: { error: unknown }) {
  const failure = readFailure(error)
  return (
    <Note look="bad">
      It did not start, and nothing was sent. {failure.message}
      {failure.problems.map((problem) => (
        <div key={`${problem.path} ${problem.message}`}>
          <span className="mono">{problem.path}</span> {problem.message}
        </div>
      ))}
    </Note>
  )
}

/** What was typed, multiplied out; with the samples as soon as they are known. */
function countMatrix(contenders: number, draft: Draft, estimate: PlanEstimate | undefined): string {
  const prompts = draft.prompts.filter((prompt) => prompt.text.trim() !== '').length
  const repeats = Number(draft.repeats)
  const parts = [
    countText(contenders, 'contender'),
    countText(prompts, 'prompt'),
    ...(draft.design.axes.length === 0 ? [] : [countText(draft.design.axes.length, 'axis', 'axes')]),
    ...(repeats >= 1 ? [countText(repeats, 'repeat')] : []),
  ].join(' × ')
  if (estimate === undefined) return parts
  const { added, samples, load } = estimate
  const more = added === null ? '' : `, ${figureText(added.samples)} of them new`
  return `${parts}: ${countText(samples, 'sample')}${more} · ${load}`
}
