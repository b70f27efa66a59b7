const ORIENTATION = 0x0112
const ENTRY_BYTES = 12
const LITTLE_ENDIAN = 0x4949
const BIG_ENDIAN = 0x4d4d
/** Six bytes that stand before the block in a JPEG, and in some WebP files. */
export const EXIF_PREFIX = Buffer.from('Exif\0\0', 'latin1')

/**
 * Whether an Exif block asks that the picture be shown lying on its side, so that its width and height change places:
 * orientations 5 to 8 (CIPA DC-008, 4.6.4). A block that makes no sense asks for nothing.
 */
export function isTurned(block: Uint8Array): boolean {
  const orientation = readOrientation(block)
  return orientation >= 5 && orientation <= 8
}

/** From 1, as it lies, to 8; 1 where the block makes no sense. */
export function readOrientation(block: Uint8Array): number {
  const start = hasPrefix(block) ? EXIF_PREFIX.length : 0
  const view = new DataView(block.buffer, block.byteOffset + start, block.byteLength - start)
  if (view.byteLength < 8) return 1
  const order = view.getUint16(0)
  if (order !== LITTLE_ENDIAN && order !== BIG_ENDIAN) return 1
  const little = order === LITTLE_ENDIAN
  const directory = view.getUint32(4, little)
  if (directory + 2 > view.byteLength) return 1
  const entries = view.getUint16(directory, little)
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * ENTRY_BYTES
    if (entry + ENTRY_BYTES > view.byteLength) return 1
    // Tag, type, count, and then the value itself, because a short fits into the place of its address.
    if (view.getUint16(entry, little) === ORIENTATION) return view.getUint16(entry + 8, little)
  }
  return 1
}

/** An Exif block, without the prefix, that says how a picture lies and nothing else. */
export function orientationBlock(orientation: number): Buffer {
  const block = Buffer.alloc(26)
  block.write('MM', 0, 'latin1')
  block.writeUInt16BE(42, 2)
  block.writeUInt32BE(8, 4)
  // One entry: a short, once. What follows the value is zero: no further directory.
  block.writeUInt16BE(1, 8)
  block.writeUInt16BE(ORIENTATION, 10)
  block.writeUInt16BE(3, 12)
  block.writeUInt32BE(1, 14)
  block.writeUInt16BE(orientation, 18)
  return block
}

function hasPrefix(block: Uint8Array): boolean {
  return EXIF_PREFIX.every((byte, index) => block[index] === byte)
}
