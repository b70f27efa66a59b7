import { useState, type CSSProperties } from 'react'

interface PictureFileProps {
  sha256: string
  /** The address tried first: the picture's own, or its thumbnail's. */
  address: string
  alt: string
  className?: string | undefined
  style?: CSSProperties | undefined
  width?: number
  height?: number
  lazy?: boolean
}

/** A picture from the data folder. A thumbnail that is not there gives way to the picture; a picture that is not says so. */
export function PictureFile({ sha256, address, alt, className, style, width, height, lazy = false }: PictureFileProps) {
  const [failed, setFailed] = useState<readonly string[]>([])
  const whole = `/images/${sha256}`
  const shown = [address, whole].find((candidate) => !failed.includes(candidate))
  if (shown === undefined) {
    return (
      <span className="micro alarm" title={whole} style={{ ...style, width, height, padding: 4 }}>
        The picture’s file can’t be read.<span className="unseen"> {alt}</span>
      </span>
    )
  }
  return (
    <img
      src={shown}
      alt={alt}
      className={className}
      style={style}
      width={width}
      height={height}
      loading={lazy ? 'lazy' : 'eager'}
      decoding="async"
      draggable={false}
      onError={() => setFailed([...failed, shown])}
    />
  )
}
