import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BookedPrice } from '#shared/domain/own-price.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { describePrice } from '#shared/units/price-words.ts'
import { Note } from '../../ui/states.tsx'
import { ClaimList } from './claim-list.tsx'
import { CONFIDENCE_WORDS, describePriceRules, type PriceChapter } from './describe-price-rules.ts'
import { PriceForm } from './price-form.tsx'
import styles from './prices.module.css'

/** The prices of one provider: those that ship, those of the user's own, and beside them what is claimed. */
export function PriceChapterBlock({ chapter }: { chapter: PriceChapter }) {
  /** `new`, or the id of the one that is changed. */
  const [editing, setEditing] = useState<string | null>(null)
  return (
    <section className={styles['chapter']} aria-label={chapter.name}>
      <div className={styles['heading']}>
        <h2>{chapter.name}</h2>
        <Button small look="quiet" onClick={() => setEditing('new')}>
          Add a price of your own<span className="unseen"> of {chapter.name}</span>
        </Button>
      </div>
      <div className={styles['columns']} data-claims={chapter.claims.length > 0 || undefined}>
        <div>
          {chapter.prices.length === 0 ? (
            <p className="small two">No price is known here. What it costs stays unknown until you add what you pay.</p>
          ) : (
            <table className={`compact ${styles['prices']}`}>
              <thead>
                <tr>
                  <th scope="col">Price</th>
                  <th scope="col">Amount</th>
                  <th scope="col">From</th>
                  <th scope="col">
                    <span className="unseen">Change</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {chapter.prices.map((booked) => (
                  <PriceRow key={booked.price.id} booked={booked} onEdit={() => setEditing(booked.price.id)} />
                ))}
              </tbody>
            </table>
          )}
          {editing !== null && (
            <PriceForm
              key={editing}
              providerId={chapter.id}
              providerName={chapter.name}
              kept={chapter.prices.find(({ price }) => price.id === editing)?.price ?? null}
              onClose={() => setEditing(null)}
            />
          )}
        </div>
        {chapter.claims.length > 0 && <ClaimList claims={chapter.claims} />}
      </div>
    </section>
  )
}

function PriceRow({ booked: { price, own }, onEdit }: { booked: BookedPrice; onEdit: () => void }) {
  const cache = useQueryClient()
  const remove = useMutation(
    workbench.price.remove.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: workbench.price.list.key() }),
    }),
  )
  return (
    <tr>
      <td>
        <div>{price.label}</div>
        {price.models.length > 0 && <div className={`three ${styles['models']}`}>{price.models.join(', ')}</div>}
        {price.note !== undefined && <div className="two">{price.note}</div>}
        {remove.isError && <Note look="bad">Not removed. {readFailure(remove.error).message}</Note>}
      </td>
      <td>
        <b>{describePrice(price)}</b>
        {describePriceRules(price).map((rule) => (
          <div key={rule} className="two">
            {rule}
          </div>
        ))}
      </td>
      <td className="two">
        {price.source === null ? (
          CONFIDENCE_WORDS[price.confidence]
        ) : (
          <>
            <a href={price.source} target="_blank" rel="noreferrer">
              {new URL(price.source).host}
            </a>
            , {CONFIDENCE_WORDS[price.confidence]}
          </>
        )}
        <div className="three">{price.retrievedOn}</div>
      </td>
      <td className={styles['change']}>
        {own && (
          <>
            <Button small look="quiet" aria-label={`Change ${price.label}`} onClick={onEdit}>
              Change
            </Button>
            <ConfirmDialog
              trigger={
                <Button small look="quiet" aria-label={`Remove ${price.label}`}>
                  Remove…
                </Button>
              }
              title={`Remove “${price.label}”?`}
              stay="Keep it"
              confirm="Remove price"
              onConfirm={() => remove.mutate({ priceId: price.id })}
            >
              Trials that used it keep the version that they used.
            </ConfirmDialog>
          </>
        )}
      </td>
    </tr>
  )
}
