/** Whether a trial, or an opened bundle of one, is one of those to be compared. */
export interface ComparisonChoice {
  chosen: boolean
  /** Where two are chosen already. */
  disabled: boolean
  onChange: (chosen: boolean) => void
}

export function CompareTick({ choice, name }: { choice: ComparisonChoice; name: string }) {
  return (
    <label className="nowrap">
      <input
        type="checkbox"
        checked={choice.chosen}
        disabled={choice.disabled}
        onChange={(event) => choice.onChange(event.target.checked)}
      />{' '}
      Compare<span className="unseen"> {name}</span>
    </label>
  )
}
