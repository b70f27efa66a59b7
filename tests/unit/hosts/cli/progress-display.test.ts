import { describe, expect, test } from 'vitest'
import { progressDisplay, progressLines } from '#main/hosts/cli/progress-display.ts'
import type { TrialProgress } from '#shared/domain/trial.ts'
import { exampleTrial } from '#tests/support/example-trial.ts'

const trial = exampleTrial({ contenders: ['novita', 'segmind'], cases: 9, repeats: 4 })

function progress(done: number): TrialProgress {
  const lane = {
    planned: 36,
    inFlight: 1,
    succeeded: done / 2,
    failures: {},
    ratePerMinute: 60,
    median: { state: 'too-few' as const, count: 3, neededCount: 6 },
    toGoMs: 21_000,
    toGoRangeMs: null,
    earlyStop: null,
  }
  return {
    trialId: trial.id,
    status: 'running',
    planned: 72,
    done,
    inFlight: 2,
    succeeded: done,
    elapsedMs: 12_000,
    toGoMs: 21_000,
    toGoRangeMs: null,
    block: null,
    retried: null,
    spentMicros: 290_400,
    unknownChargeCount: 1,
    heldMicros: null,
    budgetMicros: null,
    expectedMicros: null,
    lanes: [
      { ...lane, contenderId: 'novita', done: done / 2 },
      { ...lane, contenderId: 'segmind', done: done / 2, failures: { timeout: 2 } },
    ],
  }
}

describe('progress on a terminal', () => {
  test.each([80, 100, 160])('of %i columns loses the time to go or breaks its lines', (columns) => {
    const lines = progressLines(trial, progress(36), columns)
    expect(lines[0]).toMatch(/[█░]{4,} 36 of 72 · 180 a min · \$0\.2904 practice \+ 1 unknown · about 21 s to go$/)
    for (const line of lines) expect(line.length).toBeLessThan(columns)
  })

  test('names failures by class beside the lane they happened in', () => {
    expect(progressLines(trial, progress(36), 120)[2]).toMatch(/SEGMIND .*18 of 36 .*2 timeout/)
  })
})

test('without a terminal a log is filled with a line for every sample', () => {
  const lines: string[] = []
  const output = { out: () => undefined, err: (text: string) => void lines.push(text), isTerminal: false, columns: 80 }
  const display = progressDisplay(trial, output, process.stderr)
  for (let done = 0; done <= 72; done += 2) display.hear({ type: 'progress', progress: progress(done) })
  expect(lines.length).toBeGreaterThan(5)
  expect(lines.length).toBeLessThanOrEqual(11)
})

test('after the last sample it stands still without a word until the pictures were looked into', () => {
  const lines: string[] = []
  const output = { out: () => undefined, err: (text: string) => void lines.push(text), isTerminal: false, columns: 80 }
  const display = progressDisplay(trial, output, process.stderr)
  display.hear({ type: 'progress', progress: progress(72) })
  display.hear({ type: 'settled', status: 'finished', reason: null })
  expect(lines.at(-1)).toMatch(/^Looking into the pictures/)
  display.hear({ type: 'settled', status: 'failed', reason: 'disk is full' })
  expect(lines).toHaveLength(2)
})
