import type { ReactNode } from 'react'
import styles from './flag.module.css'

export type FlagShape =
  | 'other-size'
  | 'refused'
  | 'damaged'
  | 'black'
  | 'clock'
  | 'warning'
  | 'failed'
  | 'other-format'
  | 'star'
  | 'passed'
  | 'noted'

const SHAPES: Record<FlagShape, ReactNode> = {
  'other-size': (
    <>
      <rect x="1" y="1" width="10" height="10" />
      <rect x="1" y="4.5" width="6.5" height="6.5" />
    </>
  ),
  refused: (
    <>
      <circle cx="6" cy="6" r="4.8" />
      <path d="M2.6 9.4 9.4 2.6" />
    </>
  ),
  damaged: (
    <>
      <rect x="1" y="1" width="10" height="10" />
      <path d="M7 1 4.8 4.4 7 6.6 4.8 11" />
    </>
  ),
  black: <rect x="1.2" y="1.2" width="9.6" height="9.6" fill="currentColor" />,
  clock: (
    <>
      <circle cx="6" cy="6" r="4.8" />
      <path d="M6 3v3.2l2 1.4" />
    </>
  ),
  warning: (
    <>
      <path d="M6 1.4 11 10.4H1z" />
      <path d="M6 4.6v2.6M6 8.6v.6" />
    </>
  ),
  failed: <path d="M2 2l8 8M10 2l-8 8" />,
  star: <path d="M6 1.2 7.5 4.4l3.4.5-2.5 2.4.6 3.4L6 9.1 3 10.7l.6-3.4L1.1 4.9l3.4-.5z" fill="currentColor" />,
  passed: <path d="M1.8 6.4 4.8 9.6 10.2 2.6" />,
  noted: <path d="M1.5 2h9v6h-5L3 10.4V8H1.5z" />,
  'other-format': <path d="M2 1.2h5l3 3v6.6H2zM7 1.2v3h3" />,
}

/** A word with a shape; never a coloured pill. */
export function Flag({ shape, alarm = false, children }: { shape: FlagShape; alarm?: boolean; children?: ReactNode }) {
  return (
    <span className={`${styles['flag']} ${alarm ? styles['alarm'] : ''}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {SHAPES[shape]}
      </svg>
      {children}
    </span>
  )
}
