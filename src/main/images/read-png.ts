import { crc32 } from 'node:zlib'
import { DamagedPicture, type PictureSize } from './damaged-picture.ts'
import { isTurned } from './exif-orientation.ts'

const SIGNATURE_BYTES = 8
/** Length and type before the data of a chunk, checksum after it. */
const FRAME_BYTES = 12
const HEADER_BYTES = 13

/**
 * Walks the chunks of a PNG to its end and compares the checksum of each; the picture data is not unpacked (PNG, third edition,
 * section 5). What follows the last chunk is passed over, as decoders do.
 * @returns the size as shown: a rotation noted in Exif is applied.
 * @throws DamagedPicture where it ends too early, a checksum differs, or it is not put together as a PNG is.
 */
export function readPng(bytes: Uint8Array): PictureSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let size: PictureSize | null = null
  let turned = false
  let hasData = false
  for (let place = SIGNATURE_BYTES; ;) {
    if (place + FRAME_BYTES > view.byteLength) throw new DamagedPicture('it ends before its last chunk')
    const length = view.getUint32(place)
    const end = place + FRAME_BYTES + length
    if (end > view.byteLength) throw new DamagedPicture('it ends within a chunk')
    if (crc32(bytes.subarray(place + 4, end - 4)) !== view.getUint32(end - 4)) {
      throw new DamagedPicture('a checksum says that its bytes were changed')
    }
    const type = String.fromCharCode(...bytes.subarray(place + 4, place + 8))
    const data = place + 8
    if (size === null) size = readHeader(view, data, type, length)
    else if (type === 'IDAT') hasData = true
    else if (type === 'eXIf') turned ||= isTurned(bytes.subarray(data, data + length))
    else if (type === 'IEND') break
    place = end
  }
  if (!hasData) throw new DamagedPicture('it holds no picture')
  return turned ? { width: size.height, height: size.width } : size
}

/** The first chunk must be the header, which begins with width and height. */
function readHeader(view: DataView, data: number, type: string, length: number): PictureSize {
  if (type !== 'IHDR' || length !== HEADER_BYTES) throw new DamagedPicture('it does not begin with its header')
  const [width, height] = [view.getUint32(data), view.getUint32(data + 4)]
  if (width === 0 || height === 0) throw new DamagedPicture('it does not state its size')
  return { width, height }
}
