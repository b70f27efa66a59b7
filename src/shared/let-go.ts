/**
 * Frees the memory of bytes that nobody reads any more, now rather than at some collection of the whole heap. Bytes that share
 * their memory with others (Node's own pool for small ones) are left alone.
 */
export function letGo({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}
