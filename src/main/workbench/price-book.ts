import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { providers } from '#main/providers/registry.ts'
import { rentalProviders } from '#main/providers/rental-registry.ts'
import type { BookedPrice, PriceDraft } from '#shared/domain/own-price.ts'
import type { Price } from '#shared/domain/price.ts'
import { priceAt } from '#shared/economics/price-at.ts'
import { AssayError } from '#shared/errors.ts'
import { accountProvider } from './account-providers.ts'
import type { WorkbenchContext } from './context.ts'

type Parts = Pick<WorkbenchContext, 'ports' | 'store'>
/** What reading takes. */
interface Shelf {
  store: { prices: Pick<Parts['store']['prices'], 'list'> }
}

/** Every price there is: those that ship with Assay, provider by provider, and after each provider's the user's own ones. */
export function listPrices({ store }: Shelf): BookedPrice[] {
  const own = store.prices.list()
  return [...providers, ...rentalProviders].flatMap(({ descriptor: { id, prices } }) => [
    ...prices.map((price) => ({ providerId: id, own: false, price })),
    ...own.filter(({ providerId }) => providerId === id).map(({ price }) => ({ providerId: id, own: true, price })),
  ])
}

/** The prices of a provider that hold at this moment, with their rules: a trial keeps them as they are. */
export function pricesInEffect(
  { descriptor }: Pick<ProviderAdapter, 'descriptor'>,
  { ports, store }: Shelf & { ports: { clock: Pick<Parts['ports']['clock'], 'now'> } },
): Price[] {
  const at = ports.clock.now()
  return listPrices({ store })
    .filter(({ providerId }) => providerId === descriptor.id)
    .map(({ price }) => price)
    .filter((price) => priceAt(price, { at, unitsBefore: 0 }) !== null)
}

/**
 * Keeps a price of the user's own, dated today.
 * @param priceId of the one to be replaced; a new one if absent
 * @throws AssayError UNKNOWN_PROVIDER, NOT_FOUND (no such price of the user's own)
 */
export function savePrice(
  { priceId, providerId, draft }: { priceId?: string | undefined; providerId: string; draft: PriceDraft },
  { ports, store }: Parts,
): BookedPrice {
  accountProvider(providerId)
  if (priceId !== undefined) expectOwn(priceId, store)
  const price: Price = {
    ...draft,
    id: priceId ?? `own/${ports.ids.next('price')}`,
    source: null,
    retrievedOn: ports.clock.now().toISOString().slice(0, 10),
    confidence: 'typed-in',
  }
  store.prices.put({ providerId, price })
  return { providerId, own: true, price }
}

/** @throws AssayError NOT_FOUND, also for a price that ships with Assay */
export function removePrice(priceId: string, { store }: Pick<Parts, 'store'>): void {
  expectOwn(priceId, store)
  store.prices.remove(priceId)
}

function expectOwn(priceId: string, store: Shelf['store']): void {
  if (store.prices.list().some(({ price }) => price.id === priceId)) return
  throw new AssayError(
    'NOT_FOUND',
    `There is no price "${priceId}" of your own. Prices that ship with Assay can't be changed; add one of your own beside them.`,
  )
}
