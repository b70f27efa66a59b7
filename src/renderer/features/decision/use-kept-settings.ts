import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { isBundleId } from '#shared/domain/bundle-id.ts'
import type { DecisionSettings, KeptDecision } from '#shared/domain/decision-settings.ts'
import { client, workbench } from '../../client/client.ts'
import { createSettingsKeeper, type SettingsKeeper, type Unsaved, type UnsavedShelf } from './settings-keeper.ts'

const SAVE_AFTER_MS = 400

/** One per trial for as long as the page lives: whoever comes back while a save is on its way meets what was changed. */
const keepers = new Map<string, SettingsKeeper>()

/** The settings of a trial, saved while they are changed; those in a bundle are changed on this page alone. @param kept as the workbench has them */
export function useKeptSettings(kept: KeptDecision) {
  const cache = useQueryClient()
  const { trialId } = kept
  const keeper = keeperOf(kept)
  useEffect(() => keeper.meet(kept), [keeper, kept])
  useEffect(() => () => keeper.flush(), [keeper])
  const keeping = useSyncExternalStore(keeper.subscribe, keeper.now)
  const change = useCallback(
    (changes: Partial<DecisionSettings>) => keeper.change({ ...keeper.now().settings, ...changes }),
    [keeper],
  )
  const readNewest = () =>
    cache.fetchQuery({ ...workbench.decision.get.queryOptions({ input: { trialId } }), staleTime: 0 })
  return {
    keeping,
    isOfBundle: isBundleId(trialId),
    change,
    retry: keeper.flush,
    load: async () => keeper.load(await readNewest()),
    keepMine: async () => keeper.keepMine((await readNewest()).version),
  }
}

export type KeptSettings = ReturnType<typeof useKeptSettings>

function keeperOf(kept: KeptDecision): SettingsKeeper {
  const found = keepers.get(kept.trialId)
  if (found !== undefined) return found
  const keeper = createSettingsKeeper({
    kept,
    save: isBundleId(kept.trialId) ? null : (input) => client.decision.save(input),
    shelf: isBundleId(kept.trialId) ? NO_SHELF : shelfOf(kept.trialId),
    later: (run) => {
      const timer = setTimeout(run, SAVE_AFTER_MS)
      return () => clearTimeout(timer)
    },
  })
  keepers.set(kept.trialId, keeper)
  return keeper
}

const NO_SHELF: UnsavedShelf = { read: () => null, write: () => undefined }

/** In the storage of this window alone: another window has changes of its own. */
function shelfOf(trialId: string): UnsavedShelf {
  const key = `assay.decision.1.${trialId}`
  return {
    read: () => {
      try {
        const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
        return isUnsaved(stored) ? stored : null
      } catch {
        // What can't be read is worth less than the settings that are kept.
        return null
      }
    },
    write: (unsaved) => {
      try {
        if (unsaved === null) sessionStorage.removeItem(key)
        else sessionStorage.setItem(key, JSON.stringify(unsaved))
      } catch {
        // A browser that keeps nothing for a page: the workbench is told in a moment all the same.
      }
    },
  }
}

/** Enough of a look to know that this version wrote it; the number in the key changes with the shape. */
function isUnsaved(value: unknown): value is Unsaved {
  return typeof value === 'object' && value !== null && 'basedOn' in value && 'settings' in value && 'sent' in value
}
