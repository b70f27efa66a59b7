import type { RentalOffers } from '#shared/contract/rental.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import type { DraftReach, LaunchDraft } from './launch-draft.ts'

const WAYS: readonly { value: DraftReach; label: string }[] = [
  { value: 'address', label: 'at its own address' },
  { value: 'ssh-agent', label: 'through SSH, by the running ssh-agent' },
  { value: 'ssh-key-file', label: 'through SSH, with a key file' },
]

interface ReachFieldsProps {
  terms: RentalOffers
  draft: LaunchDraft
  onChange: (changes: Partial<LaunchDraft>) => void
}

/** How the worker on the machine is reached: by whom it is asked whether it answers, and by trials that run on it. */
export function ReachFields({ terms, draft, onChange }: ReachFieldsProps) {
  return (
    <>
      <SelectField
        label="How it is reached"
        path="reach"
        value={draft.reach}
        options={WAYS}
        hint={
          draft.reach === 'address'
            ? terms.addressNote
            : 'The machine’s host key is kept at the first use; a changed one is refused after that.'
        }
        onChange={(value) => {
          const chosen = WAYS.find((way) => way.value === value)
          if (chosen !== undefined) onChange({ reach: chosen.value })
        }}
      />
      {draft.reach === 'ssh-key-file' && (
        <TextField
          label="Private key, its path where Assay runs"
          path="reach.keyFile"
          value={draft.keyFile}
          mono
          placeholder="/home/me/.ssh/id_ed25519"
          hint="Without a passphrase: a key that has one goes to the ssh-agent."
          onChange={(keyFile) => onChange({ keyFile })}
        />
      )}
    </>
  )
}
