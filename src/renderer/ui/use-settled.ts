import { useEffect, useState } from 'react'

const SETTLED_AFTER_MS = 300

/** The value once it has stopped changing for a moment, so that the workbench is not asked for every key that is pressed. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_AFTER_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
