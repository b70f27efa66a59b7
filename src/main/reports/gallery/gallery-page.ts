/* Where the built page takes its content: see `src/renderer/gallery/index.html`. */
export const CONTENT_PLACE = '<!--gallery-->'
export const CONTENT_ID = 'gallery'
