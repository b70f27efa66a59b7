/** The thread that looks into pictures. A page in one file has it in itself: see `gallery/start-picture-thread.ts`. */
export function startPictureThread(): Worker {
  return new Worker(new URL('./picture-thread.ts', import.meta.url), { type: 'module' })
}
