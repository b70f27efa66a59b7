import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { buttonClass, type ButtonLook } from './button.tsx'
import styles from './menu.module.css'

/** A button that opens a list of things to do or to choose; arrows move in it, Escape closes it. */
export function Menu({
  label,
  look = 'line',
  small = false,
  disabled = false,
  children,
}: {
  label: ReactNode
  look?: ButtonLook
  small?: boolean
  disabled?: boolean
  children: ReactNode
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={buttonClass(look, small)} disabled={disabled}>
        {label}
        <svg width="9" height="6" viewBox="0 0 9 6" aria-hidden="true">
          <path d="m1 1 3.5 3.5L8 1" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content className={styles['content']} align="end" sideOffset={6} collisionPadding={8}>
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}

export function MenuItem({ hint, onSelect, children }: { hint?: string; onSelect: () => void; children: ReactNode }) {
  return (
    <DropdownMenu.Item className={styles['item']} onSelect={onSelect}>
      <span>{children}</span>
      {hint !== undefined && <span className="small three">{hint}</span>}
    </DropdownMenu.Item>
  )
}

/** One of a few. It stays open, so that what is chosen is seen. */
export function MenuChoice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: Value
  options: readonly { value: Value; label: string; hint?: string }[]
  onChange: (value: Value) => void
}) {
  return (
    <DropdownMenu.RadioGroup
      value={value}
      onValueChange={(next) => {
        const option = options.find((candidate) => candidate.value === next)
        if (option !== undefined) onChange(option.value)
      }}
    >
      <DropdownMenu.Label className={styles['label']}>{label}</DropdownMenu.Label>
      {options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          className={styles['item']}
          value={option.value}
          onSelect={(event) => event.preventDefault()}
        >
          <DropdownMenu.ItemIndicator className={styles['mark']}>✓</DropdownMenu.ItemIndicator>
          <span>{option.label}</span>
          {option.hint !== undefined && <span className="small three">{option.hint}</span>}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  )
}

export function MenuCheck({
  checked,
  onChange,
  children,
}: {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
}) {
  return (
    <DropdownMenu.CheckboxItem
      className={styles['item']}
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <DropdownMenu.ItemIndicator className={styles['mark']}>✓</DropdownMenu.ItemIndicator>
      <span>{children}</span>
    </DropdownMenu.CheckboxItem>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className={styles['label']}>{children}</DropdownMenu.Label>
}

export function MenuLine() {
  return <DropdownMenu.Separator className={styles['line']} />
}
