import type { ButtonHTMLAttributes } from 'react'
import { classNames } from './class-names.ts'
import styles from './button.module.css'

export type ButtonLook = 'primary' | 'line' | 'quiet' | 'alarm'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook
  small?: boolean
}

export function Button({ look = 'line', small = false, className, ...rest }: ButtonProps) {
  return <button type="button" {...rest} className={classNames(buttonClass(look, small), className)} />
}

/** For links that look like buttons. */
export function buttonClass(look: ButtonLook, small = false): string {
  return classNames(styles['button'], styles[look], small && styles['small'])
}
