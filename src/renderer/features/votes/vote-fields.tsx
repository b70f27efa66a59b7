import type { Trial } from '#shared/domain/trial.ts'
import { MOST_SHOWN, QUESTION_WORDS, VoteQuestion, type VoteSession } from '#shared/domain/vote.ts'
import { SelectField } from '../../ui/field.tsx'
import styles from './votes.module.css'

type Fields = Pick<VoteSession, 'questions' | 'shownAtOnce'>

export const FIRST_FIELDS: Fields = { questions: ['preferred'], shownAtOnce: 2 }

interface VoteFieldsProps {
  trial: Trial
  value: Fields
  onChange: (value: Fields) => void
}

/** What is asked, and how many pictures are shown at once. */
export function VoteFields({ trial, value, onChange }: VoteFieldsProps) {
  const { questions, shownAtOnce } = value
  const most = Math.min(MOST_SHOWN, trial.plan.contenders.length)
  function toggle(question: VoteQuestion) {
    const next = VoteQuestion.options.filter((each) => questions.includes(each) !== (each === question))
    onChange({ ...value, questions: next })
  }
  return (
    <>
      <fieldset className={styles['questions']}>
        <legend className="small two">Questions</legend>
        {VoteQuestion.options.map((question) => (
          <label key={question}>
            <input type="checkbox" checked={questions.includes(question)} onChange={() => toggle(question)} />{' '}
            {QUESTION_WORDS[question]}
          </label>
        ))}
      </fieldset>
      {most > 2 && (
        <SelectField
          label="Pictures at once"
          value={String(shownAtOnce)}
          options={Array.from({ length: most - 1 }, (_, index) => ({
            value: String(index + 2),
            label: index === 0 ? '2, choose one' : `${index + 2}, put in order`,
          }))}
          onChange={(next) => onChange({ ...value, shownAtOnce: Number(next) })}
        />
      )}
    </>
  )
}
