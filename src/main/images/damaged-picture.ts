/** Bytes that begin as a picture and are not a whole one. The message is a phrase for people: `it ends within a chunk`. */
export class DamagedPicture extends Error {}

/** Width and height in pixels. */
export interface PictureSize {
  width: number
  height: number
}
