import { ORPCError } from '@orpc/client'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { TrialProgress } from '#shared/domain/trial.ts'
import { client, workbench } from './client.ts'
import { followTrial } from './follow-trial.ts'
import { readFailure } from './read-failure.ts'

/** The page is drawn again at most this often while samples land. */
const DRAW_EVERY_MS = 200

export interface Following {
  connection: 'opening' | 'connected' | 'lost'
  failure: string | null
}

const OPENING: Following = { connection: 'opening', failure: null }

/**
 * While a trial runs or has pictures that are not examined, follows it and writes what it hears into the query cache, so that every screen of the trial reads one
 * truth. One stream for the whole page.
 */
export function useFollowedTrial(
  trialId: string,
  { running, unexamined }: { running: boolean; unexamined: boolean },
): Following {
  // A trial that is taken up again is followed anew: the stream of its last sitting may end at any moment.
  const reason = running ? 'running' : unexamined ? 'unexamined' : null
  const cache = useQueryClient()
  const [heard, setHeard] = useState({ trialId, following: OPENING })

  useEffect(() => {
    if (reason === null) return undefined
    const leave = new AbortController()
    const drawing = drawNowAndThen(cache, trialId)
    void followTrial({
      open: (signal) => client.trial.watch({ trialId }, { signal }),
      wait: pause,
      isFinal: (error) => error instanceof ORPCError && error.code === 'NOT_FOUND',
      onProgress: drawing.setProgress,
      onRows: drawing.setRows,
      onBudget: () => void cache.invalidateQueries({ queryKey: workbench.budget.key() }),
      onConnection: (connection) =>
        setHeard((now) =>
          now.trialId === trialId && now.following.connection === connection
            ? now
            : { trialId, following: { connection, failure: null } },
        ),
      onSlept: () => void cache.invalidateQueries({ queryKey: workbench.trial.sittings.key({ input: { trialId } }) }),
      onSettled: () => {
        drawing.flush()
        refreshSettledTrial(cache, trialId)
      },
      onExamined: () => {
        drawing.flush()
        refreshFindings(cache, trialId)
      },
      onFailure: (error) =>
        setHeard({ trialId, following: { connection: 'lost', failure: readFailure(error).message } }),
      signal: leave.signal,
    })
    return () => {
      leave.abort()
      drawing.stop()
    }
  }, [cache, reason, trialId])

  // What was heard of another trial says nothing of this one.
  return heard.trialId === trialId ? heard.following : OPENING
}

function drawNowAndThen(cache: QueryClient, trialId: string) {
  let timer: ReturnType<typeof setTimeout> | null = null
  let progress: TrialProgress | null = null
  let readRows: (() => SampleRow[]) | null = null

  function flush() {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (progress !== null) cache.setQueryData(workbench.trial.progress.queryKey({ input: { trialId } }), progress)
    if (readRows !== null) cache.setQueryData(workbench.sample.rows.queryKey({ input: { trialId } }), readRows())
    progress = null
    readRows = null
  }
  function flushSoon() {
    timer ??= setTimeout(flush, DRAW_EVERY_MS)
  }
  return {
    setProgress: (next: TrialProgress) => {
      progress = next
      flushSoon()
    },
    setRows: (next: () => SampleRow[]) => {
      readRows = next
      flushSoon()
    },
    flush,
    stop: () => {
      if (timer !== null) clearTimeout(timer)
    },
  }
}

function refreshSettledTrial(cache: QueryClient, trialId: string): void {
  for (const queryKey of [
    workbench.trial.get.key({ input: { trialId } }),
    workbench.trial.progress.key({ input: { trialId } }),
    workbench.trial.sittings.key({ input: { trialId } }),
    workbench.sample.rows.key({ input: { trialId } }),
    workbench.analysis.get.key({ input: { trialId } }),
    workbench.decision.evaluate.key({ input: { trialId } }),
    workbench.trial.list.key(),
    workbench.spend.summary.key(),
    workbench.system.status.key(),
  ]) {
    void cache.invalidateQueries({ queryKey })
  }
}

/** What a look into the pictures may have changed. */
function refreshFindings(cache: QueryClient, trialId: string): void {
  for (const queryKey of [
    workbench.sample.rows.key({ input: { trialId } }),
    workbench.analysis.get.key({ input: { trialId } }),
    workbench.decision.evaluate.key({ input: { trialId } }),
  ]) {
    void cache.invalidateQueries({ queryKey })
  }
}

function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
