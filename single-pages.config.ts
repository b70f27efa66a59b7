import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Pages that are opened from a disk, where a browser loads no module beside them: one document each. */
const PAGES = {
  'voting-page': 'src/renderer/voting-file',
  'gallery-page': 'src/renderer/gallery',
} as const

/** Builds the page that `--mode` names into `out/<name>/index.html`. */
export default defineConfig(({ mode }) => {
  const root = PAGES[mode as keyof typeof PAGES]
  if (root === undefined) throw new Error(`--mode must name a page: ${Object.keys(PAGES).join(', ')}.`)
  return {
    root: resolve(import.meta.dirname, root),
    publicDir: false,
    plugins: [react(), threadInPage(), inOneFile()],
    // A page from a disk may start a classic thread, not a module.
    worker: { format: 'iife' },
    build: {
      outDir: resolve(import.meta.dirname, 'out', mode),
      emptyOutDir: true,
      // Not the browser that ships with Assay but a colleague's own: the oldest ones that know light-dark().
      target: ['chrome123', 'firefox120', 'safari17.5'],
      modulePreload: false,
      cssCodeSplit: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    },
  }
})

/** The thread that looks into pictures is put into the page: beside one file there is no other to load it from. */
function threadInPage(): Plugin {
  return {
    name: 'thread-in-page',
    enforce: 'pre',
    resolveId(source, importer) {
      const isAsked = source === './start-picture-thread.ts' && importer?.includes('/features/light-table/') === true
      return isAsked ? resolve(import.meta.dirname, 'src/renderer/gallery/start-picture-thread.ts') : null
    },
  }
}

/** Puts script and style into the page, and their hashes into its policy: nothing else can run. */
function inOneFile(): Plugin {
  return {
    name: 'in-one-file',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle)
      const [page, ...otherPages] = files.filter((file) => file.type === 'asset' && file.fileName.endsWith('.html'))
      const scripts = files.filter((file) => file.type === 'chunk')
      const styles = files.filter((file) => file.type === 'asset' && file.fileName.endsWith('.css'))
      const [script] = scripts
      const [style] = styles
      if (page?.type !== 'asset' || script?.type !== 'chunk' || style?.type !== 'asset' || files.length !== 3) {
        throw new Error(
          `The page must be one page, one script and one style, not ${files.length + otherPages.length} files.`,
        )
      }
      // Neither may end the element that it is put into, or begin a comment there.
      const code = script.code.replaceAll('</script', String.raw`<\/script`).replaceAll('<!--', String.raw`<\!--`)
      const css = String(style.source)
      page.source = String(page.source)
        .replace(/<script type="module"[^>]*><\/script>/, '')
        .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${css}</style>`)
        .replace('</body>', () => `<script type="module">${code}</script></body>`)
        .replace('sha256-SCRIPT', hashOf(code))
        .replace('sha256-STYLE', hashOf(css))
      delete bundle[script.fileName]
      delete bundle[style.fileName]
    },
  }
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
