import { DamagedPicture } from './damaged-picture.ts'
import { orientationBlock, readOrientation } from './exif-orientation.ts'

/** `RIFF`, the length of what follows it, `WEBP`. */
const RIFF_BYTES = 12
const CHUNK_BYTES = 8
/** Place, size and flags of a frame of an animation, before the chunks of its picture. */
const FRAME_HEADER_BYTES = 16
/** Flags of `VP8X`: that there is Exif, and that there is XMP (RFC 9649, 2.7). */
const HAS_EXIF = 0x08
const HAS_XMP = 0x04

const OF_A_FRAME = new Set(['ALPH', 'VP8 ', 'VP8L'])
const DRAWN_WITH = new Set([...OF_A_FRAME, 'ICCP', 'ANIM'])

/** @see clearPicture @throws DamagedPicture */
export function clearWebp(bytes: Uint8Array): Uint8Array {
  const stated = 8 + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).readUInt32LE(4)
  const chunks = chunksOf(bytes, RIFF_BYTES, stated)
  const exif = chunks.find(({ type }) => type === 'EXIF')
  const orientation = exif === undefined ? 1 : readOrientation(exif.data)
  const kept = chunks.flatMap(({ type, data }) => {
    if (type === 'VP8X') return [framed(type, withFlags(data, orientation))]
    if (type === 'ANMF') return [framed(type, clearFrame(data))]
    return DRAWN_WITH.has(type) ? [framed(type, data)] : []
  })
  if (orientation !== 1) kept.push(framed('EXIF', orientationBlock(orientation)))
  const body = Buffer.concat(kept)
  const head = Buffer.from(bytes.subarray(0, RIFF_BYTES))
  head.writeUInt32LE(RIFF_BYTES - CHUNK_BYTES + body.byteLength, 4)
  return Buffer.concat([head, body])
}

interface Chunk {
  type: string
  data: Uint8Array
}

function chunksOf(bytes: Uint8Array, start: number, end: number): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (end > view.byteLength) throw new DamagedPicture(`of its ${end} bytes only ${view.byteLength} came`)
  const chunks: Chunk[] = []
  for (let place = start; place + CHUNK_BYTES <= end;) {
    const length = view.getUint32(place + 4, true)
    const data = place + CHUNK_BYTES
    if (data + length > end) throw new DamagedPicture('one of its chunks is longer than the file')
    const type = Buffer.from(bytes.subarray(place, place + 4)).toString('latin1')
    chunks.push({ type, data: bytes.subarray(data, data + length) })
    // Chunks begin at even places.
    place = data + length + (length % 2)
  }
  return chunks
}

function clearFrame(data: Uint8Array): Buffer {
  if (data.byteLength < FRAME_HEADER_BYTES) throw new DamagedPicture('one of its frames is too short')
  const chunks = chunksOf(data, FRAME_HEADER_BYTES, data.byteLength).filter(({ type }) => OF_A_FRAME.has(type))
  return Buffer.concat([
    data.subarray(0, FRAME_HEADER_BYTES),
    ...chunks.map(({ type, data: own }) => framed(type, own)),
  ])
}

function withFlags(data: Uint8Array, orientation: number): Buffer {
  const copy = Buffer.from(data)
  copy[0] = ((copy[0] ?? 0) & ~(HAS_EXIF | HAS_XMP)) | (orientation === 1 ? 0 : HAS_EXIF)
  return copy
}

function framed(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(CHUNK_BYTES + data.byteLength + (data.byteLength % 2))
  chunk.write(type, 0, 'latin1')
  chunk.writeUInt32LE(data.byteLength, 4)
  chunk.set(data, CHUNK_BYTES)
  return chunk
}
