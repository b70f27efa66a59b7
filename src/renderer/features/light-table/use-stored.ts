import { useState } from 'react'

/** A small choice that is kept per person in local storage. `read` turns what was stored into a value, or a default. */
export function useStored<Value extends string | number>(
  key: string,
  read: (stored: string | null) => Value,
): [Value, (value: Value) => void] {
  const [value, setValue] = useState(() => read(localStorage.getItem(key)))
  function store(next: Value) {
    localStorage.setItem(key, String(next))
    setValue(next)
  }
  return [value, store]
}
