import styles from './side-list.module.css'

export interface SideListEntry {
  key: string
  name: string
  detail: string
  /** Where it stands, in two words. */
  end: string
  alarm?: boolean
}

export interface SideListGroup {
  title: string
  entries: readonly SideListEntry[]
}

interface SideListProps {
  label: string
  groups: readonly SideListGroup[]
  /** The key of the one that is shown beside the list; null where none is. */
  chosen: string | null
  onChoose: (key: string) => void
}

/** What there is, in groups; the chosen one is shown beside it. */
export function SideList({ label, groups, chosen, onChoose }: SideListProps) {
  return (
    <nav className={styles['list']} aria-label={label}>
      {groups.map((group) => (
        <section key={group.title} aria-label={group.title}>
          <div className={styles['group']}>{group.title}</div>
          <ul>
            {group.entries.map((entry) => (
              <li key={entry.key}>
                <button
                  type="button"
                  aria-current={entry.key === chosen || undefined}
                  onClick={() => onChoose(entry.key)}
                >
                  <span className={styles['name']}>{entry.name}</span>
                  <span className={`${styles['end']} ${entry.alarm === true ? 'alarm' : ''}`}>{entry.end}</span>
                  <span className={styles['detail']}>{entry.detail}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}
