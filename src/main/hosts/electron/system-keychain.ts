import { safeStorage } from 'electron'
import type { SystemKeychain } from '#main/vault/system-keychain.ts'

/**
 * The keychain of the operating system, through Electron's asynchronous safeStorage (the synchronous calls are deprecated).
 * On Linux without a password manager that it knows, Electron seals with a fixed password; that is told, and never used.
 */
export const systemKeychain: SystemKeychain = {
  async available() {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return 'none'
    if (process.platform !== 'linux') return 'ok'
    return ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend()) ? 'basic-text' : 'ok'
  },
  encrypt: (plainText) => safeStorage.encryptStringAsync(plainText),
  async decrypt(sealed) {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed))
    return { plainText: result, sealAgain: shouldReEncrypt }
  },
}
