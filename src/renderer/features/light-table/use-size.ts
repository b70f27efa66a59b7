import { useLayoutEffect, useState, type RefObject } from 'react'

/** Width and height of an element in CSS pixels as it changes; zero before the first layout. */
export function useSize(element: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const target = element.current
    if (target === null) return undefined
    const observer = new ResizeObserver(() => setSize({ width: target.clientWidth, height: target.clientHeight }))
    // Its first report comes with the first layout, before anything is painted.
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return size
}
