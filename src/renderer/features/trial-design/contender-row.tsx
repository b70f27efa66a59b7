import type { ProviderSummary } from '#shared/domain/provider.ts'
import { Button } from '../../ui/button.tsx'
import { Marker } from '../../ui/contender-name.tsx'
import { Flag } from '../../ui/flag.tsx'
import { formatSize } from '../../ui/format-estimate.ts'
import { ContenderSettings } from './contender-settings.tsx'
import type { DraftContender } from './draft.ts'
import { canTakePart, describePrice, priceOf } from './list-candidates.ts'
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

function accountOf(contender: DraftContender, provider: ProviderSummary | null): string {
  if (contender.account === 'practice') return 'practice'
  return provider?.kind === 'host' ? 'your server' : 'your key'
}

/** What stands between a contender and its start, in two words; null where nothing does. */
function missingOf(contender: DraftContender, provider: ProviderSummary): string | null {
  if (contender.account === 'practice' || provider.ready) return null
  if (!canTakePart(provider)) return 'key not set'
  return contender.baseUrl.trim() === '' ? 'needs an address' : null
}

export function ContenderRow({ contender, provider, position, open, onOpen, onChange, onCopy }: ContenderRowProps) {
  const model = provider?.models.find((candidate) => candidate.id === contender.model) ?? null
  const known = provider !== null && model !== null
  const name = contender.name === '' ? (provider?.name ?? contender.provider) : contender.name
  const size = formatSize(Number(contender.parameters.width ?? 1024), Number(contender.parameters.height ?? 1024))
  const missing = provider === null ? null : missingOf(contender, provider)

  return (
    <>
      <tr>
        <td>
          <input
            type="checkbox"
            aria-label={`${name}, ${accountOf(contender, provider)}`}
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
        <td className="two">{accountOf(contender, provider)}</td>
        <td>
          {known ? (
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
            `${size}, ${contender.concurrency} in flight`
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
              model={model}
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
