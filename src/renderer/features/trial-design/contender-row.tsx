import type { ProviderSummary } from '#shared/domain/provider.ts'
import type { Account } from '#shared/domain/account.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { Button } from '../../ui/button.tsx'
import { Marker } from '../../ui/contender-name.tsx'
import { Flag } from '../../ui/flag.tsx'
import { formatSize } from '../../ui/format-estimate.ts'
import { describePrice } from '#shared/units/price-words.ts'
import { nameMachine } from '../rentals/rental-words.ts'
import { ContenderSettings } from './contender-settings.tsx'
import { useDesignSources, type DesignSources } from './design-sources.ts'
import type { DraftContender } from './draft.ts'
import { canTakePart, priceOf } from './list-candidates.ts'
import { modelOf } from './step-models.ts'
import styles from './trial-design.module.css'

interface ContenderRowProps {
  contender: DraftContender
  /** null where the draft names a provider that this version does not have. */
  provider: ProviderSummary | null
  /** Place among the chosen; null where it is not chosen. */
  position: number | null
  open: boolean
  onOpen: () => void
  onChange: (contender: DraftContender) => void
  onCopy: () => void
}

const MARKERS = 8

function accountOf(
  contender: DraftContender,
  provider: ProviderSummary | null,
  { accounts, rentals }: Pick<DesignSources, 'accounts' | 'rentals'>,
): string {
  if (contender.rental !== '') {
    const machine = rentals.find(({ id }) => id === contender.rental)
    return machine === undefined ? 'machine is gone' : `rented ${nameMachine(machine)}`
  }
  if (contender.account === 'practice') return 'practice'
  if (contender.account === 'environment') return provider?.kind === 'host' ? 'your server' : 'your key'
  return accounts.find(({ id }) => id === contender.account)?.label ?? 'account removed'
}

/** What stands between a contender and its start, in a few words; null where nothing does. */
function missingOf(contender: DraftContender, provider: ProviderSummary, accounts: readonly Account[]): string | null {
  const model = modelOf(contender, provider)
  if (model !== null && model.workflow !== null && contender.workflow === '') return 'needs a workflow'
  if (contender.model === '') return 'needs a model'
  if (contender.account === 'practice' || contender.rental !== '') return null
  if (contender.account !== 'environment') {
    return accounts.some(({ id }) => id === contender.account) ? null : 'needs an account'
  }
  if (provider.ready) return null
  if (!canTakePart(provider)) return 'key not set'
  return contender.baseUrl.trim() === '' ? 'needs an address' : null
}

export function ContenderRow({ contender, provider, position, open, onOpen, onChange, onCopy }: ContenderRowProps) {
  const { accounts, rentals } = useDesignSources()
  const machine = rentals.find(({ id }) => id === contender.rental)
  const model = modelOf(contender, provider)
  const known = provider !== null && (model !== null || provider.otherModels !== null)
  const account = accountOf(contender, provider, { accounts, rentals })
  const steps = contender.furtherSteps.length
  const name = contender.name === '' ? (provider?.name ?? contender.provider) : contender.name
  const size = formatSize(Number(contender.parameters.width ?? 1024), Number(contender.parameters.height ?? 1024))
  const missing = provider === null ? null : missingOf(contender, provider, accounts)

  return (
    <>
      <tr>
        <td>
          <input
            type="checkbox"
            aria-label={`${name}, ${account}`}
            checked={contender.included}
            onChange={(event) => onChange({ ...contender, included: event.target.checked })}
          />
        </td>
        <td>
          <span className={styles['who']}>
            {position === null || position >= MARKERS ? (
              <span className={styles['blank']} />
            ) : (
              <Marker position={position} />
            )}
            <span className={position === null ? 'two' : undefined}>{name}</span>
            <span className="three">{model?.name ?? contender.model}</span>
          </span>
        </td>
        <td className="two">{account}</td>
        <td>
          {known && machine !== undefined && machine.hourlyMicros !== null ? (
            `${formatUsd(machine.hourlyMicros, 2)} an hour`
          ) : known ? (
            describePrice(priceOf(contender, provider, model))
          ) : (
            <span className="alarm">not in this version</span>
          )}
        </td>
        <td className="two">
          {missing !== null ? (
            <Flag shape="warning" alarm={contender.included}>
              {missing}
            </Flag>
          ) : (
            `${size}, ${contender.concurrency} in flight${steps === 0 ? '' : `, ${steps + 1} steps`}`
          )}
        </td>
        <td className="right">
          <Button look="quiet" small aria-expanded={open} disabled={!known} onClick={onOpen}>
            Settings<span className="unseen"> of {name}</span>
          </Button>
        </td>
      </tr>
      {open && known && (
        <tr className={styles['open']}>
          <td colSpan={6}>
            <ContenderSettings
              contender={contender}
              provider={provider}
              path={`contenders[${position ?? -1}]`}
              onChange={onChange}
              onCopy={onCopy}
            />
          </td>
        </tr>
      )}
    </>
  )
}
