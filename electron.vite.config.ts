import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const source = resolve(import.meta.dirname, 'src')
const out = resolve(import.meta.dirname, 'out')

/**
 * `out` mirrors `src` file by file: a thread is started by its neighbour's name, and resources are as far above a built
 * file as above its source. There is no preload script: the page talks to the workbench as any web page does.
 */
export default defineConfig({
  main: {
    build: {
      outDir: out,
      target: 'node24',
      sourcemap: true,
      rolldownOptions: {
        input: {
          'main/index': resolve(source, 'main/index.ts'),
          'main/server': resolve(source, 'main/server.ts'),
          'main/cli': resolve(source, 'main/cli.ts'),
          'main/simulators/thread': resolve(source, 'main/simulators/thread.ts'),
          'main/simulators/truth/truth-thread': resolve(source, 'main/simulators/truth/truth-thread.ts'),
          'main/images/examination-worker': resolve(source, 'main/images/examination-worker.ts'),
          'main/images/picture-worker': resolve(source, 'main/images/picture-worker.ts'),
          'main/workbench/analysis-worker': resolve(source, 'main/workbench/analysis-worker.ts'),
          'main/workbench/trial-thread': resolve(source, 'main/workbench/trial-thread.ts'),
        },
        output: { preserveModules: true, preserveModulesRoot: source },
      },
    },
  },
  renderer: {
    root: resolve(source, 'renderer'),
    plugins: [react()],
    build: {
      outDir: resolve(out, 'renderer'),
      target: 'chrome140',
      minify: true,
      rolldownOptions: { input: resolve(source, 'renderer/index.html') },
    },
  },
})
