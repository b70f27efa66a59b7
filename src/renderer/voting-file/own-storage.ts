/** A browser may keep nothing for a file that lies on a disk, and says so by throwing. */
export function readOwn(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** @returns whether it is kept */
export function keepOwn(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text)
    return true
  } catch {
    return false
  }
}
