import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Sealed } from './vault-envelope.ts'

export const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * AES-256-GCM (NIST SP 800-38D) under a random nonce.
 * @param purpose is authenticated, not hidden: what was sealed for one purpose opens for no other
 */
export function seal(plain: Uint8Array, key: Uint8Array, purpose: string): Sealed {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(purpose, 'utf8'))
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
  return { nonce: base64(nonce), ciphertext: base64(ciphertext), tag: base64(cipher.getAuthTag()) }
}

/** @returns null where the key is another one, the purpose is another one, or a single bit was changed */
export function open(sealed: Sealed, key: Uint8Array, purpose: string): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(sealed.nonce), { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(purpose, 'utf8'))
    decipher.setAuthTag(bytes(sealed.tag))
    return Buffer.concat([decipher.update(bytes(sealed.ciphertext)), decipher.final()])
  } catch {
    // Node says no more than "unable to authenticate": which of the three it was can't be known.
    return null
  }
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64')
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'base64')
}
