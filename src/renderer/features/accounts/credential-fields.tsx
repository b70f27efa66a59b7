import type { Account } from '#shared/domain/account.ts'
import type { CredentialField } from '#shared/domain/provider.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { TextField } from '../../ui/field.tsx'
import type { AccountDraft } from './account-draft.ts'
import styles from './accounts.module.css'

interface CredentialFieldsProps {
  fields: readonly CredentialField[]
  account: Account | null
  draft: AccountDraft
  onChange: (changes: Partial<AccountDraft>) => void
}

/** The provider's own credentials. A secret one can be set, replaced and removed; what is set is never shown. */
export function CredentialFields({ fields, account, draft, onChange }: CredentialFieldsProps) {
  const required = fields.filter((field) => field.required)
  const optional = fields.filter((field) => !field.required)
  const fieldOf = (field: CredentialField) => (
    <OneField key={field.name} field={field} account={account} draft={draft} onChange={onChange} />
  )
  return (
    <>
      {required.map(fieldOf)}
      {optional.length > 0 && (
        <fieldset>
          <legend className="small two">Only where it is asked for</legend>
          <div className={`${desk['pair']} ${desk['line']}`}>{optional.map(fieldOf)}</div>
        </fieldset>
      )}
      {fields.some(({ secret }) => secret) && (
        <p className="small three">Secrets go to the vault. You can replace them, nobody can read them back.</p>
      )}
    </>
  )
}

interface OneFieldProps extends Omit<CredentialFieldsProps, 'fields'> {
  field: CredentialField
}

function OneField({ field: { name, label, secret }, account, draft, onChange }: OneFieldProps) {
  const title = label.charAt(0).toUpperCase() + label.slice(1)
  const isSet = account?.fieldsSet.includes(name) === true
  if (secret) return <SecretField name={name} label={title} isSet={isSet} draft={draft} onChange={onChange} />
  return (
    <TextField
      label={title}
      path={`fields.${name}`}
      value={draft.fields[name] ?? account?.plainFields[name] ?? ''}
      onChange={(value) => onChange({ fields: { ...draft.fields, [name]: value } })}
    />
  )
}

interface SecretFieldProps {
  name: string
  label: string
  isSet: boolean
  draft: AccountDraft
  onChange: (changes: Partial<AccountDraft>) => void
}

export function SecretField({ name, label, isSet, draft, onChange }: SecretFieldProps) {
  const typed = draft.fields[name]
  const removed = draft.removed.includes(name)
  if (isSet && typed === undefined) {
    return (
      <fieldset className={styles['secret']} aria-label={label}>
        <span className="small two">{label}</span>
        <span className={styles['set']}>
          <span>{removed ? 'Will be forgotten when you save' : 'Set'}</span>
          {removed ? (
            <Button small onClick={() => onChange({ removed: draft.removed.filter((other) => other !== name) })}>
              Keep it
            </Button>
          ) : (
            <>
              <Button small onClick={() => onChange({ fields: { ...draft.fields, [name]: '' } })}>
                Replace
              </Button>
              <Button small look="quiet" onClick={() => onChange({ removed: [...draft.removed, name] })}>
                Remove
              </Button>
            </>
          )}
        </span>
      </fieldset>
    )
  }
  return (
    <TextField
      label={label}
      path={`fields.${name}`}
      value={typed ?? ''}
      secret
      mono
      hint={isSet ? 'Left empty, the one that is set stays.' : undefined}
      onChange={(value) => onChange({ fields: { ...draft.fields, [name]: value } })}
    />
  )
}
