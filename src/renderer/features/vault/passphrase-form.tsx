import { useState, type FormEvent } from 'react'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { TextField } from '../../ui/field.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import styles from './vault.module.css'

type PassphraseName = 'current' | 'next' | 'again'
type Passphrases = Record<PassphraseName, string>

const NONE: Passphrases = { current: '', next: '', again: '' }
const SHORTEST = 10

interface PassphraseFormProps {
  fields: readonly PassphraseName[]
  confirm: string
  busy: boolean
  onSubmit: (typed: Passphrases) => void
}

/** Passphrases as they are typed. They leave the page once, with the call, and are forgotten here. */
export function PassphraseForm({ fields, confirm, busy, onSubmit }: PassphraseFormProps) {
  const [typed, setTyped] = useState(NONE)
  const [tried, setTried] = useState(false)
  const isNew = fields.includes('next')
  const problems = [
    ...(isNew && typed.next.length < SHORTEST
      ? [{ path: 'next', message: `At least ${SHORTEST} characters; a few unrelated words are easy to keep` }]
      : []),
    ...(isNew && typed.next !== typed.again ? [{ path: 'again', message: 'The two are not the same' }] : []),
  ]
  const labels: Passphrases = {
    current: isNew ? 'Passphrase now' : 'Passphrase',
    next: fields.includes('current') ? 'New passphrase' : 'Passphrase',
    again: 'Once more',
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (problems.length > 0) return
    onSubmit(typed)
    setTyped(NONE)
    setTried(false)
  }
  return (
    <ProblemsContext value={tried ? problems : []}>
      <form onSubmit={submit} className={styles['form']}>
        {fields.map((name) => (
          <TextField
            key={name}
            label={labels[name]}
            path={name}
            value={typed[name]}
            secret
            onChange={(value) => setTyped({ ...typed, [name]: value })}
          />
        ))}
        {isNew && <p className="small three">It is stored nowhere. Without it the keys can’t be had back.</p>}
        <div className={desk['buttons']}>
          <Button type="submit" disabled={busy}>
            {busy ? 'One moment…' : confirm}
          </Button>
        </div>
      </form>
    </ProblemsContext>
  )
}
