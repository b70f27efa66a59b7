/** A way to a browser: where to look, and before looking, what to do. */
export interface Source {
  name: string
  /** Makes the candidates exist, where that takes work; false where it did not help. */
  prepare?: () => Promise<boolean>
  candidates: () => string[]
}

export interface Trial {
  sources: readonly Source[]
  exists: (path: string) => boolean
  opens: (path: string) => Promise<boolean>
  /** Told of each step that may take a while. */
  say: (line: string) => void
}

/**
 * The first program that has opened a page, source by source; a later source is touched only when the earlier ones failed.
 * @returns null where no source has one
 */
export async function chooseBrowser({ sources, exists, opens, say }: Trial): Promise<string | null> {
  for (const { name, prepare, candidates } of sources) {
    if (prepare !== undefined) {
      say(`Looking for a browser: ${name} …`)
      if (!(await prepare())) continue
    }
    for (const path of candidates()) if (exists(path) && (await opens(path))) return path
  }
  return null
}
