/** Pixels that the header of `rehearsalPicture` states. */
export const REHEARSAL_SIZE = { width: 1024, height: 1024 } as const

const LENGTH_BYTES = 200_000

/**
 * A JPEG by the way it is put together, as long as a provider's, with nothing in it that could be shown: a frame header, a scan
 * in which every 256th byte is a stuffed 0xFF as in a real one, an end marker.
 */
export function rehearsalPicture(): Uint8Array<ArrayBuffer> {
  const { width, height } = REHEARSAL_SIZE
  const frame = [0xff, 0xc0, 0, 11, 8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]
  const head = [0xff, 0xd8, ...frame, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]
  const bytes = new Uint8Array(LENGTH_BYTES)
  bytes.set(head)
  for (let place = 512; place < LENGTH_BYTES - 2; place += 256) bytes[place] = 0xff
  bytes.set([0xff, 0xd9], LENGTH_BYTES - 2)
  return bytes
}
