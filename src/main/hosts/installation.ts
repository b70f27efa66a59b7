import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

/** The folders of this installation. `pageDirectory`, `votingPagePath` and `galleryPagePath` are null until the pages have been built. */
export interface Installation {
  root: string
  resourcesDirectory: string
  pageDirectory: string | null
  votingPagePath: string | null
  galleryPagePath: string | null
  version: string
}

/** This file stands three levels below the root, from source (`src/main/hosts`) and when built (`out/main/hosts`). */
export function findInstallation(root: string = resolve(import.meta.dirname, '..', '..', '..')): Installation {
  const page = join(root, 'out', 'renderer')
  const builtPage = (name: string): string | null => {
    const path = join(root, 'out', name, 'index.html')
    return existsSync(path) ? path : null
  }
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  return {
    root,
    resourcesDirectory: join(root, 'resources'),
    pageDirectory: existsSync(join(page, 'index.html')) ? page : null,
    votingPagePath: builtPage('voting-page'),
    galleryPagePath: builtPage('gallery-page'),
    version,
  }
}
