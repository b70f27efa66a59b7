import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { BlockProblem } from './block.tsx'
import type { DraftDesign, DraftSkip } from './draft-design.ts'
import styles from './trial-design.module.css'

interface SkipRulesProps {
  design: DraftDesign
  change: (changes: Partial<DraftDesign>) => void
}

/** Combinations that are left out: each rule names values, contenders or prompts, and an empty field means any. */
export function SkipRules({ design: { axes, skips }, change }: SkipRulesProps) {
  const names = axes
    .map(({ kind, variable }) => (kind === 'variable' ? variable.trim() : kind))
    .filter((name) => name !== '')
  const changeRule = (index: number, changes: Partial<DraftSkip>): void =>
    change({ skips: skips.map((skip, place) => (place === index ? { ...skip, ...changes } : skip)) })
  return (
    <>
      {skips.map((skip, index) => (
        <fieldset key={index} aria-label={`Left out, rule ${index + 1}`}>
          <div className={styles['line']}>
            <span className={`small two ${styles['lead']}`}>Leave out</span>
            {names.map((name) => (
              <TextField
                key={name}
                label={name}
                path={`skip[${index}].axes.${name}`}
                value={skip.values[name] ?? ''}
                width="120px"
                placeholder="any"
                onChange={(text) => changeRule(index, { values: { ...skip.values, [name]: text } })}
              />
            ))}
            <TextField
              label="Contenders, by id"
              path={`skip[${index}].contenders`}
              value={skip.contenders}
              width="150px"
              placeholder="any"
              onChange={(contenders) => changeRule(index, { contenders })}
            />
            <TextField
              label="Prompts, by place or name"
              path={`skip[${index}].prompts`}
              value={skip.prompts}
              width="170px"
              placeholder="any"
              onChange={(prompts) => changeRule(index, { prompts })}
            />
            <div className={styles['removal']}>
              <Button look="quiet" onClick={() => change({ skips: skips.filter((_, place) => place !== index) })}>
                Remove
              </Button>
            </div>
          </div>
          <BlockProblem path={`skip[${index}]`} />
        </fieldset>
      ))}
      <div className={styles['buttons']}>
        <Button look="quiet" onClick={() => change({ skips: [...skips, { values: {}, contenders: '', prompts: '' }] })}>
          Leave out combinations
        </Button>
      </div>
    </>
  )
}
