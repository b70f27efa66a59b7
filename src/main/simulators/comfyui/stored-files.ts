import { BoundedCache } from '../bounded-cache.ts'
import type { TruthEntry } from '../simulator.ts'
import type { GraphPicture } from './node-values.ts'

export type FileKind = 'input' | 'output' | 'temp'

/** Where a picture lies, as `/view` is asked for it. */
export interface FileName {
  filename: string
  subfolder: string
  type: FileKind
}

interface StoredFile {
  picture: GraphPicture
  /** null for an upload that is no picture: the server finds that out when it loads it. */
  format: 'png' | 'jpeg' | 'webp' | null
  /** The job that made it; null for an upload. */
  entry: TruthEntry | null
}

/** More than a trial looks at before it has fetched its pictures. */
const FOLDER_BYTES = 192_000_000

/** The server's folders. Names are counted up by prefix: `assay_00001_.png`. */
export class StoredFiles {
  readonly #files = new BoundedCache<StoredFile>(FOLDER_BYTES, ({ picture }) => picture.bytes.byteLength)
  readonly #counters = new Map<string, number>()
  readonly #inputs = new Set<string>()

  /** Files of the input folder, as LoadImage lists them. */
  get inputNames(): string[] {
    return [...this.#inputs].sort()
  }

  /** Keeps what a node saves. @param prefix may name a folder, as in `portraits/assay` */
  save(prefix: string, type: 'output' | 'temp', file: StoredFile): FileName {
    const parts = prefix.split('/')
    const name = parts.pop() ?? ''
    const subfolder = parts.join('/')
    const key = `${type}/${subfolder}/${name}`
    const count = (this.#counters.get(key) ?? 0) + 1
    this.#counters.set(key, count)
    const saved = { filename: `${name}_${String(count).padStart(5, '0')}_.png`, subfolder, type }
    this.#files.set(keyOf(saved), file)
    return saved
  }

  /** Keeps an upload. Without `overwrite`, a name that is taken by other bytes gets a number: `in (1).png`. */
  upload({ filename, subfolder }: Omit<FileName, 'type'>, file: StoredFile, overwrite: boolean): FileName {
    for (let number = 0; ; number += 1) {
      const name = number === 0 ? filename : filename.replace(/(\.[^.]*)?$/, ` (${number})$1`)
      const target: FileName = { filename: name, subfolder, type: 'input' }
      const taken = this.#files.get(keyOf(target))
      if (taken !== undefined && !overwrite && !taken.picture.bytes.equals(file.picture.bytes)) continue
      this.#files.set(keyOf(target), file)
      this.#inputs.add(subfolder === '' ? name : `${subfolder}/${name}`)
      return target
    }
  }

  read(name: FileName): StoredFile | undefined {
    return this.#files.get(keyOf(name))
  }

  /** A picture of the input folder by the name that a graph gives it. */
  input(name: string): StoredFile | undefined {
    const cut = name.lastIndexOf('/')
    return this.read({ filename: name.slice(cut + 1), subfolder: name.slice(0, Math.max(0, cut)), type: 'input' })
  }
}

function keyOf({ type, subfolder, filename }: FileName): string {
  return `${type}/${subfolder}/${filename}`
}
