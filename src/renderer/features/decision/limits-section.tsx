import { useState } from 'react'
import type { Criterion } from '#shared/decision/criteria.ts'
import type { ContenderStanding, ConstraintVerdict } from '#shared/domain/decision-evaluation.ts'
import type { DecisionContender } from '#shared/domain/decision-evidence.ts'
import type { Constraint, CriterionId, DecisionSettings } from '#shared/domain/decision-settings.ts'
import { MOST_LEVEL } from '#shared/domain/rubric-level.ts'
import { Button } from '../../ui/button.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import { removeConstraint, setConstraint } from './edit-settings.ts'
import { describeLimit, limitUnit, readLimit, typedLimit } from './limit-units.ts'
import { SECTIONS, Sentence } from './sentence.tsx'
import styles from './decision.module.css'

interface LimitsSectionProps {
  settings: DecisionSettings
  criteria: readonly Criterion[]
  standings: readonly ContenderStanding[]
  contenders: readonly DecisionContender[]
  change: (changes: Partial<DecisionSettings>) => void
}

/** What a contender must keep to be chosen at all, and who does not, or may not. */
export function LimitsSection({ settings, criteria, standings, contenders, change }: LimitsSectionProps) {
  const { constraints } = settings
  const free = criteria.filter(({ id }) => !constraints.some(({ criterionId }) => criterionId === id))
  return (
    <section aria-labelledby={SECTIONS.limits}>
      <h2 id={SECTIONS.limits} tabIndex={-1}>
        Limits
      </h2>
      <p className={styles['caption']}>
        Who breaks one is excluded, whatever else speaks for it. Where an interval holds the limit, or nothing is known,
        it can’t be told, and the contender stays.
      </p>
      {constraints.length === 0 && <p className="two">No limit: nobody is excluded.</p>}
      <ul className={styles['limits']}>
        {constraints.map((constraint) => {
          const criterion = criteria.find(({ id }) => id === constraint.criterionId)
          if (criterion === undefined) return null
          return (
            <li key={constraint.criterionId}>
              <div className={styles['limitHead']}>
                <LimitField
                  criterion={criterion}
                  limit={constraint.limit}
                  onChange={(limit) => change(setConstraint(constraints, { criterionId: criterion.id, limit }))}
                />
                <Button
                  small
                  look="quiet"
                  aria-label={`Remove the limit of ${criterion.title}`}
                  onClick={() => change(removeConstraint(constraints, criterion.id))}
                >
                  Remove
                </Button>
              </div>
              <Verdicts constraint={constraint} standings={standings} contenders={contenders} />
            </li>
          )
        })}
      </ul>
      <AddLimit criteria={free} onAdd={(constraint) => change(setConstraint(constraints, constraint))} />
    </section>
  )
}

/** Who breaks a limit and who may: those that keep it are counted. */
function Verdicts({
  constraint,
  standings,
  contenders,
}: Pick<LimitsSectionProps, 'standings' | 'contenders'> & { constraint: Constraint }) {
  const verdicts = contenders.flatMap((contender) => {
    const standing = standings.find(({ contenderId }) => contenderId === contender.contenderId)
    const found = standing?.constraints.find(
      ({ criterionId, limit }) => criterionId === constraint.criterionId && limit === constraint.limit,
    )
    return found === undefined ? [] : [{ contender, verdict: found }]
  })
  const kept = verdicts.filter(({ verdict }) => verdict.verdict === 'kept')
  const told = verdicts.filter(({ verdict }) => verdict.verdict !== 'kept')
  return (
    <ul className={`small ${styles['verdicts']}`}>
      {told.map(({ contender, verdict }) => (
        <li key={contender.contenderId}>
          <ContenderName position={contender.position} name={contender.name} />
          <b>{VERDICT_WORDS[verdict.verdict]}</b>
          <span className="two">
            <Sentence parts={verdict.reason} />
          </span>
        </li>
      ))}
      {kept.length > 0 && (
        <li className="two">
          {kept.length === verdicts.length
            ? 'Kept by all of them.'
            : `Kept by ${kept.map(({ contender }) => contender.name).join(', ')}.`}
        </li>
      )}
    </ul>
  )
}

const VERDICT_WORDS: Record<ConstraintVerdict['verdict'], string> = {
  broken: 'excluded',
  open: 'can’t be told',
  kept: 'kept',
}

/** A limit as it is typed, in seconds, dollars, percent or a level; one that does not fit changes nothing. */
function LimitField({
  criterion,
  limit,
  onChange,
}: {
  criterion: Criterion
  limit: number
  onChange: (limit: number) => void
}) {
  const [typed, setTyped] = useState({ limit, text: typedLimit(limit, criterion) })
  const label = boundLabel(criterion)
  if (criterion.quantity === 'level')
    return <LevelField criterion={criterion} level={limit} label={label} onChange={onChange} />
  // Set from elsewhere, such as by a scenario: what was typed is about another limit.
  const text = typed.limit === limit ? typed.text : typedLimit(limit, criterion)
  const isWrong = readLimit(text, criterion) === null
  return (
    <ProblemsContext value={isWrong ? [{ path: criterion.id, message: describeLimit(criterion) }] : []}>
      <TextField
        label={label}
        path={criterion.id}
        numeric
        width="220px"
        unit={limitUnit(criterion)}
        value={text}
        onChange={(next) => {
          const read = readLimit(next, criterion)
          setTyped({ limit: read ?? limit, text: next })
          if (read !== null && read !== limit) onChange(read)
        }}
      />
    </ProblemsContext>
  )
}

function LevelField({
  criterion,
  level,
  label,
  onChange,
}: {
  criterion: Criterion
  level: number
  label: string
  onChange: (level: number) => void
}) {
  const options = Array.from({ length: MOST_LEVEL }, (_, place) => ({
    value: String(place + 1),
    label: `${place + 1}: ${criterion.words?.[place + 1] ?? ''}`,
  }))
  return (
    <SelectField
      label={label}
      value={String(Math.round(level))}
      options={options}
      width="min(420px, 100%)"
      onChange={(next) => onChange(Number(next))}
    />
  )
}

function boundLabel({ title, better }: Criterion): string {
  return `${title}, ${better === 'less' ? 'at most' : 'at least'}`
}

/** A limit that is being made: it counts once it is added. */
function AddLimit({ criteria, onAdd }: { criteria: readonly Criterion[]; onAdd: (constraint: Constraint) => void }) {
  const [chosen, setChosen] = useState<CriterionId | null>(null)
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const [level, setLevel] = useState(MOST_LEVEL - 1)
  const criterion = criteria.find(({ id }) => id === chosen) ?? criteria[0]
  if (criterion === undefined) return null
  const isLevel = criterion.quantity === 'level'
  const limit = isLevel ? level : readLimit(text, criterion)
  return (
    <ProblemsContext value={tried && limit === null ? [{ path: 'new', message: describeLimit(criterion) }] : []}>
      <form
        className={styles['addLimit']}
        aria-label="A further limit"
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (limit === null) return
          onAdd({ criterionId: criterion.id, limit })
          setText('')
          setTried(false)
          setChosen(null)
        }}
      >
        <SelectField
          label="A further limit of"
          value={criterion.id}
          width="200px"
          options={criteria.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={setChosen}
        />
        {isLevel ? (
          <LevelField criterion={criterion} level={level} label="at least" onChange={setLevel} />
        ) : (
          <TextField
            label={criterion.better === 'less' ? 'at most' : 'at least'}
            path="new"
            numeric
            width="160px"
            unit={limitUnit(criterion)}
            value={text}
            onChange={setText}
          />
        )}
        <Button type="submit">Add the limit</Button>
      </form>
    </ProblemsContext>
  )
}
