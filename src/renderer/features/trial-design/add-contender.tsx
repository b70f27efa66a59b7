import { useState } from 'react'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { accountOptions, useDesignSources, type AccountOption } from './design-sources.ts'
import styles from './trial-design.module.css'

interface Offered {
  key: string
  provider: ProviderSummary
  account: AccountOption
}

/** One more contender, of any provider that can be used. */
export function AddContender({
  onAdd,
}: {
  onAdd: (provider: ProviderSummary, account: AccountOption['value']) => void
}) {
  const { providers, accounts } = useDesignSources()
  const offered: Offered[] = providers
    .filter(({ models }) => models.length > 0)
    .flatMap((provider) =>
      accountOptions(provider, accounts).map((account) => ({
        key: `${provider.id} ${account.value}`,
        provider,
        account,
      })),
    )
  const [chosen, setChosen] = useState<string | null>(null)
  const one = offered.find(({ key }) => key === chosen) ?? offered[0]
  if (one === undefined) return null
  return (
    <div className={styles['add']}>
      <SelectField
        label="One more contender"
        value={one.key}
        options={offered.map(({ key, provider, account }) => ({
          value: key,
          label: `${provider.name}, ${account.label}`,
          group: account.value === 'practice' ? 'Practice' : 'Your own',
        }))}
        onChange={setChosen}
      />
      <Button onClick={() => onAdd(one.provider, one.account.value)}>Add</Button>
    </div>
  )
}
