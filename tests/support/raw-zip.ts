import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of an archive that no writer of archives would make: everything that it says of itself can be a lie. */
export interface RawEntry {
  name: string
  bytes: Uint8Array
  /** Deflated unless it says `stored`. */
  stored?: boolean
  /** What both headers say its size is. */
  saidSize?: number
  /** Bit 0: encrypted. */
  flags?: number
  /** Type and permissions, as Unix has them. */
  mode?: number
}

/** An archive after PKWARE's APPNOTE 6.3, 4.3: local headers with their data, the central directory, its end. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, stored = false, saidSize = bytes.byteLength, flags = 0, mode = 0o100644 } of entries) {
    const data = stored ? Buffer.from(bytes) : deflateRawSync(bytes)
    const named = Buffer.from(name, 'utf8')
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800 | flags, 2)
    common.writeUInt16LE(stored ? 0 : 8, 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(data.byteLength, 14)
    common.writeUInt32LE(saidSize, 18)
    common.writeUInt16LE(named.byteLength, 22)
    const attributes = Buffer.alloc(14)
    attributes.writeUInt32LE((mode << 16) >>> 0, 6)
    attributes.writeUInt32LE(offset, 10)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, named, data])
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0003'), common, attributes, named]))
    parts.push(local)
    offset += local.byteLength
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(central.byteLength, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, central, Buffer.from('PK\u0005\u0006'), end])
}
