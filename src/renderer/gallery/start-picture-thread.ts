// Vite makes the class from the file: it has no export of its own.
// oxlint-disable-next-line import/default
import PictureThread from '../features/light-table/picture-thread.ts?worker&inline'

/** The thread that looks into pictures, from within this page: beside a file there is no other to load it from. */
export function startPictureThread(): Worker {
  return new PictureThread()
}
