import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { InvoiceInput, InvoiceMapping, InvoicePreview } from '#shared/domain/invoice.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Note } from '../../ui/states.tsx'
import { InvoiceColumns } from './invoice-columns.tsx'
import { InvoiceChanges } from './invoice-changes.tsx'
import styles from './spend.module.css'
import { useBilledAccounts } from './use-billed-accounts.ts'

interface Chosen {
  fileName: string
  text: string
  account: string
  currency: string
  assayAlone: boolean
}

/** Takes in an invoice: choose the file, look at how it is read and what it would change, and confirm. */
export function ReconcilePanel({ onClose }: { onClose: () => void }) {
  const cache = useQueryClient()
  const accounts = useBilledAccounts()
  const [chosen, setChosen] = useState<Chosen>({
    fileName: '',
    text: '',
    account: '',
    currency: 'USD',
    assayAlone: false,
  })
  const preview = useMutation(workbench.spend.previewInvoice.mutationOptions())
  const take = useMutation(
    workbench.spend.importInvoice.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries({ queryKey: workbench.spend.key() })
        await cache.invalidateQueries({ queryKey: workbench.budget.key() })
        onClose()
      },
    }),
  )
  const inputOf = (changed: Chosen, mapping: InvoiceMapping | null): InvoiceInput | null => {
    const found = accounts.find(({ account }) => account === changed.account)
    return found === undefined || changed.text === '' ? null : { ...changed, providerId: found.providerId, mapping }
  }
  function look(changes: Partial<Chosen>, mapping: InvoiceMapping | null) {
    const changed = { ...chosen, ...changes }
    setChosen(changed)
    const input = inputOf(changed, mapping)
    if (input !== null) preview.mutate(input)
  }
  const shown = preview.data ?? null
  const input = shown === null ? null : inputOf(chosen, shown.mapping)

  return (
    <section className={styles['panel']} aria-label="Take in an invoice">
      <div className={styles['heading']}>
        <h2>Take in an invoice or a usage export</h2>
        <span className={styles['push']} />
        <Button look="quiet" onClick={onClose}>
          Close
        </Button>
      </div>
      <div className={styles['mapping']}>
        <SelectField
          label="Whose"
          value={chosen.account}
          options={[
            { value: '', label: 'Choose an account' },
            ...accounts.map(({ account, name }) => ({ value: account, label: name })),
          ]}
          onChange={(account) => look({ account }, null)}
        />
        <label className={`small two ${styles['file']}`}>
          File (CSV)
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file !== undefined) void file.text().then((text) => look({ fileName: file.name, text }, null))
            }}
          />
        </label>
        <SelectField
          label="Currency of lines that name none"
          value={chosen.currency}
          options={['USD', 'EUR', 'GBP', 'CNY', 'JPY', 'INR'].map((code) => ({ value: code, label: code }))}
          onChange={(currency) => look({ currency }, shown?.mapping ?? null)}
        />
        <label className="small">
          <input
            type="checkbox"
            checked={chosen.assayAlone}
            onChange={(event) => look({ assayAlone: event.target.checked }, shown?.mapping ?? null)}
          />{' '}
          Nothing but Assay uses this account, so what the invoice holds beyond our lines was spent by us
        </label>
      </div>
      {preview.isError && <Note look="bad">{readFailure(preview.error).message}</Note>}
      {shown !== null && input !== null && (
        <>
          <InvoiceColumns preview={shown} onMapping={(mapping) => look({}, mapping)} />
          <InvoiceChanges preview={shown} />
          {take.isError && <Note look="bad">Not taken in. {readFailure(take.error).message}</Note>}
          <div className={styles['buttons']}>
            <Button
              look="primary"
              disabled={!canTake(shown) || take.isPending || preview.isPending}
              onClick={() => take.mutate(input)}
            >
              Take it in
            </Button>
            <span className="small two">Nothing has been changed yet. What charges were before is kept.</span>
          </div>
        </>
      )}
    </section>
  )
}

function canTake({ importedAt, problemCount, lineCount, knownLineCount }: InvoicePreview): boolean {
  return importedAt === null && problemCount === 0 && lineCount > knownLineCount
}
