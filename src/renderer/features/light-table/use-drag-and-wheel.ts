import { useEffect, useRef, type RefObject } from 'react'

interface DragAndWheel {
  /** CSS pixels since the last call. */
  onDrag: (moved: { x: number; y: number }) => void
  /** The factor to zoom by, and where the cursor is in the pane under it, in CSS pixels. */
  onWheel: (factor: number, cursor: { x: number; y: number }) => void
  /** Where the cursor is in the pane under it, in CSS pixels, while nothing is dragged. */
  onHover?: (cursor: { x: number; y: number }) => void
}

const WHEEL_SPEED = 0.0015

/** Drags and turns of the wheel over the panes (elements marked `data-pane`) inside an element. */
export function useDragAndWheel(element: RefObject<HTMLElement | null>, handlers: DragAndWheel): void {
  const current = useRef(handlers)
  useEffect(() => {
    current.current = handlers
  })
  useEffect(() => {
    const target = element.current
    if (target === null) return undefined
    const ended = new AbortController()
    const { signal } = ended
    let last: { x: number; y: number } | null = null

    target.addEventListener(
      'wheel',
      (event) => {
        const pane = paneOf(event.target)
        if (pane === null) return
        event.preventDefault()
        current.current.onWheel(Math.exp(-event.deltaY * WHEEL_SPEED), cursorIn(pane, event))
      },
      { passive: false, signal },
    )
    target.addEventListener(
      'pointerdown',
      (event) => {
        // A control on the pictures is moved by itself.
        if (event.button !== 0 || event.target instanceof HTMLInputElement || paneOf(event.target) === null) return
        last = { x: event.clientX, y: event.clientY }
        target.setPointerCapture(event.pointerId)
      },
      { signal },
    )
    target.addEventListener(
      'pointermove',
      (event) => {
        if (last === null) {
          const pane = paneOf(event.target)
          if (pane !== null) current.current.onHover?.(cursorIn(pane, event))
          return
        }
        const now = { x: event.clientX, y: event.clientY }
        current.current.onDrag({ x: now.x - last.x, y: now.y - last.y })
        last = now
      },
      { signal },
    )
    const end = () => {
      last = null
    }
    target.addEventListener('pointerup', end, { signal })
    target.addEventListener('pointercancel', end, { signal })
    return () => ended.abort()
  }, [element])
}

function cursorIn(pane: Element, { clientX, clientY }: MouseEvent): { x: number; y: number } {
  const corner = pane.getBoundingClientRect()
  return { x: clientX - corner.left, y: clientY - corner.top }
}

function paneOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[data-pane]') : null
}
