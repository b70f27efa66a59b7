import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { AddContender } from './add-contender.tsx'
import { ContenderRow } from './contender-row.tsx'
import type { DraftContender } from './draft.ts'
import { Block, BlockProblem } from './block.tsx'
import { useDesignSources } from './design-sources.ts'
import { addContender, copyContender, listMissing } from './list-candidates.ts'
import styles from './trial-design.module.css'

const COLUMNS = ['Takes part', 'Contender', 'Account', 'Price', 'Settings', 'Change']

interface ContenderBlockProps {
  contenders: DraftContender[]
  onChange: (contenders: DraftContender[]) => void
}

/** Who takes part. The order decides the marker, so chosen ones show theirs as soon as they are chosen. */
export function ContenderBlock({ contenders, onChange }: ContenderBlockProps) {
  const { providers, accounts } = useDesignSources()
  const [openId, setOpenId] = useState<string | null>(null)
  const included = contenders.filter((contender) => contender.included)
  const missing = listMissing(providers, accounts)

  function replace(changed: DraftContender) {
    onChange(contenders.map((contender) => (contender.id === changed.id ? changed : contender)))
  }
  function copy(contender: DraftContender) {
    const added = copyContender({ ...contender, included: true }, contenders)
    const at = contenders.indexOf(contender) + 1
    onChange([...contenders.slice(0, at), added, ...contenders.slice(at)])
    setOpenId(added.id)
  }

  return (
    <Block title="Contenders">
      <table className={`compact ${styles['contenders']}`}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                <span className="unseen">{column}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {contenders.map((contender) => (
            <ContenderRow
              key={contender.id}
              contender={contender}
              provider={providers.find((provider) => provider.id === contender.provider) ?? null}
              position={contender.included ? included.indexOf(contender) : null}
              open={openId === contender.id}
              onOpen={() => setOpenId(openId === contender.id ? null : contender.id)}
              onChange={replace}
              onCopy={() => copy(contender)}
            />
          ))}
        </tbody>
      </table>
      <BlockProblem path="contenders" />
      <AddContender
        onAdd={(provider, account) => {
          const added = addContender(provider, account, contenders)
          onChange([...contenders, added])
          setOpenId(added.id)
        }}
      />
      {missing.length > 0 && (
        <p className={`small two ${styles['missing']}`}>
          Without an account yet: {missing.map(({ name }) => name).join(', ')}.{' '}
          <Link to="/accounts" search={{ show: 'new' }}>
            Add an account
          </Link>
        </p>
      )}
    </Block>
  )
}
