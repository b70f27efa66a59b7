import { crc32 } from 'node:zlib'
import { DamagedPicture } from './damaged-picture.ts'
import { orientationBlock, readOrientation } from './exif-orientation.ts'

const SIGNATURE_BYTES = 8
/** Length and type before the data of a chunk, checksum after it. */
const FRAME_BYTES = 12

/** What a picture is drawn with, with the most bytes that each may have (PNG, third edition, section 11); none of it is text. */
const DRAWN_WITH: ReadonlyMap<string, number> = new Map([
  ['IHDR', 13],
  ['PLTE', 768],
  ['IDAT', Number.POSITIVE_INFINITY],
  ['IEND', 0],
  ['tRNS', 256],
  ['gAMA', 4],
  ['cHRM', 32],
  ['sRGB', 1],
  ['cICP', 4],
  ['mDCV', 24],
  ['cLLI', 8],
  ['sBIT', 4],
  ['bKGD', 6],
  ['pHYs', 9],
  ['acTL', 8],
  ['fcTL', 26],
  ['fdAT', Number.POSITIVE_INFINITY],
])

/** @see clearPicture @throws DamagedPicture */
export function clearPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, SIGNATURE_BYTES)]
  for (let place = SIGNATURE_BYTES, type = ''; type !== 'IEND';) {
    if (place + FRAME_BYTES > view.byteLength) throw new DamagedPicture('it ends before its last chunk')
    const length = view.getUint32(place)
    const end = place + FRAME_BYTES + length
    if (end > view.byteLength) throw new DamagedPicture('it ends within a chunk')
    type = Buffer.from(bytes.subarray(place + 4, place + 8)).toString('latin1')
    const data = bytes.subarray(place + 8, end - 4)
    if (type === 'iCCP') kept.push(...withoutName(data))
    else if (type === 'eXIf') kept.push(...orientationAlone(data))
    else if (length <= (DRAWN_WITH.get(type) ?? -1)) kept.push(bytes.subarray(place, end))
    place = end
  }
  return Buffer.concat(kept)
}

const PROFILE_NAME = Buffer.from('icc\0', 'latin1')

/** A profile has a name of anybody's choosing before it. */
function withoutName(data: Uint8Array): Uint8Array[] {
  const nameEnd = data.indexOf(0)
  return nameEnd === -1 ? [] : [chunk('iCCP', Buffer.concat([PROFILE_NAME, data.subarray(nameEnd + 1)]))]
}

function orientationAlone(data: Uint8Array): Uint8Array[] {
  const orientation = readOrientation(data)
  return orientation === 1 ? [] : [chunk('eXIf', orientationBlock(orientation))]
}

function chunk(type: string, data: Uint8Array): Buffer {
  const framed = Buffer.alloc(FRAME_BYTES + data.byteLength)
  framed.writeUInt32BE(data.byteLength, 0)
  framed.write(type, 4, 'latin1')
  framed.set(data, 8)
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + data.byteLength)), 8 + data.byteLength)
  return framed
}
