import type { Output } from './output.ts'

/** What a trial, or a judge, on the command line does when the process is told to stop. */
export interface StopPorts {
  pause: () => Promise<unknown>
  cancel: () => Promise<unknown>
}

/**
 * Ctrl C pauses it: what is in flight ends, because it is paid for. A second one cancels, as SIGTERM does at once: whoever sends
 * that will not wait.
 * @param later what is typed to go on with it
 * @param signals what hears of them; the process
 * @returns stops listening
 */
export function stopBySignal(
  later: string,
  { pause, cancel }: StopPorts,
  output: Pick<Output, 'err'>,
  signals: Pick<NodeJS.EventEmitter, 'on' | 'off'> = process,
): () => void {
  let pausing = false
  const interrupt = (): void => {
    if (pausing) {
      output.err('Cancelling: what is in flight is given up.')
      unheard(cancel())
      return
    }
    pausing = true
    output.err(`Pausing: what is in flight ends. Ctrl C again gives it up. Later: ${later}`)
    unheard(pause())
  }
  const terminate = (): void => unheard(cancel())
  signals.on('SIGINT', interrupt)
  signals.on('SIGTERM', terminate)
  return () => {
    signals.off('SIGINT', interrupt)
    signals.off('SIGTERM', terminate)
  }
}

/** A trial that has just ended by itself can't be paused any more, and need not be. */
function unheard(asked: Promise<unknown>): void {
  asked.catch(() => undefined)
}
