import { hashKey } from '@tanstack/react-query'
import type { DecisionSettings, KeptDecision } from '#shared/domain/decision-settings.ts'
import { readFailure, type ReadableFailure } from '../../client/read-failure.ts'

/**
 * `kept`: as the workbench has them · `unsaved`: about to be saved · `saving` · `failed`: the next change, or a retry, tries again ·
 * `overtaken`: another version has been saved meanwhile, and the user has to say which one counts · `explored`: changed on this page,
 * where nothing is ever saved.
 */
export type KeepingState = 'kept' | 'unsaved' | 'saving' | 'failed' | 'overtaken' | 'explored'

export interface Keeping {
  settings: DecisionSettings
  state: KeepingState
  /** That the settings are based on. */
  version: number
  savedAt: string | null
  failure: ReadableFailure | null
}

/** `sent`: what was on its way as the version after `basedOn`; null where nothing was. */
export interface Unsaved {
  basedOn: number
  settings: DecisionSettings
  sent: DecisionSettings | null
}

/** Where changes lie until the workbench has them, so that a page that is loaded anew has them still. */
export interface UnsavedShelf {
  read: () => Unsaved | null
  write: (unsaved: Unsaved | null) => void
}

interface KeeperOptions {
  kept: KeptDecision
  /** null where the settings are looked at alone, as those in a bundle are: they can be changed to see what follows, and nothing is saved. */
  save: ((input: { trialId: string; basedOn: number; settings: DecisionSettings }) => Promise<KeptDecision>) | null
  shelf: UnsavedShelf
  /** Runs something once typing or sliding pauses. @returns gives it up */
  later: (run: () => void) => () => void
}

export interface SettingsKeeper {
  now: () => Keeping
  subscribe: (listener: () => void) => () => void
  change: (settings: DecisionSettings) => void
  /** Saves at once what is unsaved. */
  flush: () => void
  /** What the workbench has: taken over where nothing is unsaved and it is newer. */
  meet: (kept: KeptDecision) => void
  /** Gives up what is unsaved for what the workbench has. */
  load: (kept: KeptDecision) => void
  /** Saves what is here as the version after that one. */
  keepMine: (version: number) => void
}

/** Saves the settings of one trial while they are changed, one save after the other, each based on the version before. */
export function createSettingsKeeper({ kept, save, shelf, later }: KeeperOptions): SettingsKeeper {
  const { trialId } = kept
  const left = leftOver(shelf.read(), kept)
  let keeping: Keeping = { ...fromKept(kept), ...(left !== null && { settings: left.settings, version: left.basedOn }) }
  let giveUp: (() => void) | null = null
  let sent: DecisionSettings | null = null
  const listeners = new Set<() => void>()
  function set(changes: Partial<Keeping>): void {
    keeping = { ...keeping, ...changes }
    for (const listener of listeners) listener()
  }
  function settle(next: KeptDecision): void {
    giveUp?.()
    shelf.write(null)
    set(fromKept(next))
  }
  function saveSoon(): void {
    giveUp?.()
    giveUp = later(() => void saveNow())
  }
  async function saveNow(): Promise<void> {
    giveUp?.()
    if (save === null || (keeping.state !== 'unsaved' && keeping.state !== 'failed')) return
    const { settings, version } = keeping
    shelf.write({ basedOn: version, settings, sent: settings })
    sent = settings
    set({ state: 'saving', failure: null })
    try {
      const saved = await save({ trialId, basedOn: version, settings })
      // What was changed while it was on its way is based on what has arrived.
      if (keeping.settings === settings) settle({ ...saved, settings })
      else {
        shelf.write({ basedOn: saved.version, settings: keeping.settings, sent: null })
        set({ state: 'unsaved', version: saved.version, savedAt: saved.savedAt })
        saveSoon()
      }
    } catch (error) {
      const failure = readFailure(error)
      set({ state: failure.code === 'CHANGED_MEANWHILE' ? 'overtaken' : 'failed', failure })
    }
  }
  if (left === null) shelf.write(null)
  else {
    keeping = { ...keeping, state: 'unsaved' }
    saveSoon()
  }
  return {
    now: () => keeping,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change: (settings) => {
      if (save === null) return set({ settings, state: areAlike(settings, kept.settings) ? 'kept' : 'explored' })
      shelf.write({ basedOn: keeping.version, settings, sent: keeping.state === 'saving' ? sent : null })
      if (keeping.state === 'saving' || keeping.state === 'overtaken') return set({ settings })
      set({ settings, state: 'unsaved' })
      saveSoon()
    },
    flush: () => void saveNow(),
    meet: (next) => {
      if (keeping.state === 'kept' && next.version > keeping.version) settle(next)
    },
    load: settle,
    keepMine: (version) => {
      shelf.write({ basedOn: version, settings: keeping.settings, sent: null })
      set({ version, state: 'unsaved' })
      void saveNow()
    },
  }
}

function fromKept({ settings, version, savedAt }: KeptDecision): Keeping {
  return { settings, version, savedAt, state: 'kept', failure: null }
}

/** What is left to be saved. A page that went while a save was on its way does not know that it arrived: the next version tells. */
function leftOver(unsaved: Unsaved | null, kept: KeptDecision): Unsaved | null {
  if (unsaved === null || unsaved.sent === null) return unsaved
  const isArrived = kept.version === unsaved.basedOn + 1 && areAlike(kept.settings, unsaved.sent)
  if (!isArrived) return unsaved
  return areAlike(unsaved.settings, unsaved.sent) ? null : { ...unsaved, basedOn: kept.version, sent: null }
}

function areAlike(one: DecisionSettings, other: DecisionSettings): boolean {
  return hashKey([one]) === hashKey([other])
}
