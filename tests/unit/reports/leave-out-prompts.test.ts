import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { leaveOutPrompts } from '#main/reports/leave-out-prompts.ts'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { REPORT_FILES, ReportFormat } from '#shared/domain/report.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { makeContender, makeRows, makeTrial } from './make-trial.ts'
import { writePlainReport } from './write-plain-report.ts'

const SECRET = 'unreleased-sneaker'

/** A trial that has the word at every place where a prompt, or part of one, can be. */
function secretTrial(): Trial {
  const plain = makeTrial(
    [0, 1].map((position) => makeContender(position)),
    { prompts: 2, repeats: 4 },
  )
  const parameters = { width: 1024, height: 1024, negativePrompt: `no ${SECRET}` }
  return {
    ...plain,
    plan: {
      ...plain.plan,
      promptSet: { id: 'set-1', name: `${SECRET} prompts`, version: 1 } as never,
      skip: [{ prompts: [SECRET] }],
      contenders: plain.plan.contenders.map((contender) => ({
        ...contender,
        parameters,
        workflow: { id: 'workflow-1', name: SECRET } as never,
      })),
      axes: [
        { name: 'model', varies: { kind: 'variable', variable: 'model' }, values: [SECRET, `${SECRET} two`] },
        { name: 'steps', varies: { kind: 'parameter', parameter: 'steps' }, values: ['4', '8'] },
      ],
      cases: plain.plan.cases.map((each, index) => ({
        ...each,
        name: `${SECRET}, model ${SECRET}`,
        prompt: `A ${SECRET} on grey`,
        tags: [SECRET],
        variables: { model: SECRET },
        template: { text: `A {{model}}`, negativePrompt: SECRET },
        coordinates: { model: index === 0 ? SECRET : `${SECRET} two`, steps: '4' },
        parameters: { negativePrompt: SECRET },
      })),
    },
  }
}

const rows = ['contender-0', 'contender-1'].flatMap((id) =>
  makeRows(id, [900, 1000, 1100, 1200], (index) => ({
    caseIndex: index % 2,
    warnings: [
      { parameter: 'negativePrompt', action: 'dropped', asked: SECRET, sent: null, reason: 'The model takes none.' },
    ],
    ...(index === 0 && {
      outcome: 'failed',
      failureClass: 'server',
      failureMessage: `cannot draw ${SECRET}`,
      image: null,
    }),
  })),
)

const NOTHING_SAID = { sittings: [], marks: [], judges: [] }

/** All that is counted or reckoned; what is told in words names contenders and prompts. */
const numbers = (analysis: ReturnType<typeof analyseTrial>): unknown => ({
  ...analysis,
  fairness: analysis.fairness.length,
  findings: analysis.findings.length,
  contenders: analysis.contenders.map(({ warnings, ...rest }) => ({ ...rest, warnings: warnings.length })),
})

describe('a report for whoever shall not read the prompts', () => {
  test.each(ReportFormat.options.filter((format) => format !== 'pdf' && format !== 'bundle'))(
    '%s holds a word of a prompt',
    async (format) => {
      const directory = await temporaryDirectory()
      const left = leaveOutPrompts({ ...NOTHING_SAID, trial: secretTrial(), rows })
      await writePlainReport(directory, left.trial, left.rows, {
        formats: [format],
        options: { template: 'full', leaveOut: ['prompts'] },
      })
      const text = await readFile(join(directory, REPORT_FILES[format]), 'utf8')
      expect(text).not.toContain(SECRET)
      expect(text).toContain('Prompt 1')
    },
  )

  test('a number changes with what is left out', () => {
    const whole = secretTrial()
    const left = leaveOutPrompts({ ...NOTHING_SAID, trial: whole, rows })
    expect(numbers(analyseTrial(left.trial, left.rows))).toEqual(numbers(analyseTrial(whole, rows)))
  })

  test('two texts that differ are taken for one', () => {
    const { trial } = leaveOutPrompts({ ...NOTHING_SAID, trial: secretTrial(), rows })
    const [first, second] = trial.plan.cases
    expect(first?.coordinates['model']).not.toBe(second?.coordinates['model'])
    expect(trial.plan.axes[0]?.values).toEqual([first?.coordinates['model'], second?.coordinates['model']])
    expect(first?.coordinates['steps']).toBe('4')
  })
})
