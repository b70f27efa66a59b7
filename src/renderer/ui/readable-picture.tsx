import { useState, type CSSProperties } from 'react'

export interface ReadablePictureProps {
  /** In the order tried. */
  addresses: readonly string[]
  /** Of the picture itself, for whoever looks for what can't be read. */
  title?: string | undefined
  alt: string
  className?: string | undefined
  style?: CSSProperties | undefined
  width?: number
  height?: number
  lazy?: boolean
}

/** A picture from the first address at which there is one; it says so where there is none. */
export function ReadablePicture({
  addresses,
  title,
  alt,
  className,
  style,
  width,
  height,
  lazy = false,
}: ReadablePictureProps) {
  const [failed, setFailed] = useState<readonly string[]>([])
  const shown = addresses.find((candidate) => !failed.includes(candidate))
  if (shown === undefined) {
    return (
      <span
        className="micro alarm"
        title={title ?? 'Its file is gone, or Assay does not answer.'}
        style={{ ...style, width, height, padding: 4 }}
      >
        The picture can’t be loaded.<span className="unseen"> {alt}</span>
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
