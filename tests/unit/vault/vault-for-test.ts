import { join } from 'node:path'
import type { SystemKeychain } from '#main/vault/system-keychain.ts'
import { Vault, type VaultOptions } from '#main/vault/vault.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

/** As weak as scrypt can be: what is tested here is what is done with the key. */
export const QUICK_SCRYPT = { cost: 16, blockSize: 8, parallelisation: 1 }

/** A clock that stands until the test moves it, and the timers that hang on it. */
export class HandClock {
  #nowMs = Date.parse('2026-11-22T12:00:00Z')
  readonly #timers = new Set<{ atMs: number; action: () => void }>()

  now = (): Date => new Date(this.#nowMs)

  after = (milliseconds: number, action: () => void): (() => void) => {
    const timer = { atMs: this.#nowMs + milliseconds, action }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  get timerCount(): number {
    return this.#timers.size
  }

  /** @param options.timers whether timers come on time, as they don't while a machine sleeps */
  advance(minutes: number, options: { timers: boolean } = { timers: true }): void {
    this.#nowMs += minutes * 60_000
    for (const timer of options.timers ? [...this.#timers] : []) {
      if (timer.atMs > this.#nowMs) continue
      this.#timers.delete(timer)
      timer.action()
    }
  }
}

/** A keychain that turns bytes round: enough to see what was given to it. */
export class StandInKeychain implements SystemKeychain {
  state: Awaited<ReturnType<SystemKeychain['available']>> = 'ok'
  refuses = false
  rotated = false
  encryptCount = 0

  available = async () => this.state
  encrypt = async (plainText: string) => {
    if (this.refuses) throw new Error('the user pressed cancel')
    this.encryptCount += 1
    return Buffer.from(plainText).toReversed()
  }
  decrypt = async (sealed: Uint8Array) => {
    if (this.refuses) throw new Error('the user pressed cancel')
    return { plainText: Buffer.from(sealed.toReversed()).toString(), sealAgain: this.rotated }
  }
}

export async function vaultForTest(changes: Partial<VaultOptions> = {}): Promise<{ vault: Vault; clock: HandClock }> {
  const clock = new HandClock()
  const path = changes.path ?? join(await temporaryDirectory(), 'vault.json')
  const vault = new Vault({ keychain: null, clock, after: clock.after, scrypt: QUICK_SCRYPT, ...changes, path })
  return { vault, clock }
}
