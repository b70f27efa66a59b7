import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/**
 * Width and height of an element in CSS pixels as it changes; zero before the first layout. Another element may take its place: with
 * another view of the same pictures.
 */
export function useSize(element: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 })
  const observed = useRef<{ target: HTMLElement; observer: ResizeObserver } | null>(null)
  useLayoutEffect(() => {
    const target = element.current
    if (observed.current?.target === target) return
    observed.current?.observer.disconnect()
    observed.current = null
    if (target === null) return
    const observer = new ResizeObserver(() => setSize({ width: target.clientWidth, height: target.clientHeight }))
    // Its first report comes with the first layout, before anything is painted.
    observer.observe(target)
    observed.current = { target, observer }
  })
  useLayoutEffect(
    () => () => {
      observed.current?.observer.disconnect()
      observed.current = null
    },
    [],
  )
  return size
}
