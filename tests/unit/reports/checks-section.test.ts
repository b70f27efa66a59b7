import { expect, test } from 'vitest'
import type { ReportEvidence } from '#main/reports/report-evidence.ts'
import { checksSection } from '#main/reports/sections/checks-section.ts'
import { makeContender, makeTrial } from './make-trial.ts'

function neighbours(low: number, high: number): string {
  const ratio = { state: 'known', value: 1.1, low, high, count: 9, method: 'bootstrap-by-prompt' }
  const evidence = {
    contenders: [],
    trial: makeTrial([makeContender(0), makeContender(1)]),
    analysis: { medianRatios: [{ fasterId: 'contender-0', slowerId: 'contender-1', ratio }] },
  } as unknown as ReportEvidence
  return String(checksSection(evidence))
}

test('a difference is told that the interval does not show', () => {
  expect(neighbours(1.02, 1.2)).toContain('Segmind takes 1.10 times as long as Novita AI (1.02 to 1.20, by 9 prompts).')
  expect(neighbours(0.95, 1.2)).toContain('Segmind and Novita AI can’t be told apart: 1.10 times as long')
})
