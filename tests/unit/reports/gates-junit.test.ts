import { expect, test } from 'vitest'
import type { Element, Nodes } from 'xast'
import { fromXml } from 'xast-util-from-xml'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { gatesJunit } from '#main/reports/gates-junit.ts'
import type { TrialGate } from '#shared/domain/trial-gate.ts'
import { evaluateGates } from '#shared/gates/evaluate-gates.ts'
import { makeContender, makeRows, makeTrial } from './make-trial.ts'

const HOSTILE = `</testcase><!-- "&amp;' <![CDATA[ ]]> \u0000\u0007\u001B[31m\u0085 \uD800 \uFFFE \u202Etxt.exe\n`

function junitOf(name: string, gates: readonly TrialGate[]): Element {
  const trial = makeTrial([makeContender(0, { name }), makeContender(1)], { prompts: 10, repeats: 1 })
  const rows = makeRows('contender-0', [1000, 1100, 1200, 1300, 1400, 1500, 1600, 1700, 1800])
  const named = { ...trial, plan: { ...trial.plan, name } }
  // A strict reader: it refuses whatever is not well-formed XML 1.0.
  const root = fromXml(gatesJunit(evaluateGates(named, analyseTrial(named, rows), gates, { strict: false })))
  return elementsOf(root)[0] as Element
}

function elementsOf(node: Nodes): Element[] {
  const children: readonly Nodes[] = 'children' in node ? node.children : []
  return children.filter((child) => child.type === 'element')
}

function textOf(node: Nodes): string {
  if ('children' in node) return node.children.map(textOf).join('')
  return 'value' in node ? node.value : ''
}

const GATES: TrialGate[] = [
  { name: 'max-p50', limit: 1500 },
  { name: 'max-p95', limit: 8000 },
]

test('a gate that fails, or is not known, is no failure of a test case of its own', () => {
  const suites = junitOf('Novita AI', GATES)
  expect(suites).toMatchObject({ name: 'testsuites', attributes: { tests: '4', failures: '3', errors: '0' } })
  const cases = elementsOf(elementsOf(suites)[0] as Element).filter(({ name }) => name === 'testcase')
  expect(cases.map(({ attributes }) => `${attributes['classname']}: ${attributes['name']}`)).toEqual([
    'Novita AI: max-p50 1.5 s',
    'Novita AI: max-p95 8 s',
    'Segmind: max-p50 1.5 s',
    'Segmind: max-p95 8 s',
  ])
  const [holds, unknown] = cases.map((one) => elementsOf(one)[0])
  expect(holds?.name).toBe('system-out')
  expect(unknown).toMatchObject({
    name: 'failure',
    attributes: {
      type: 'not-known',
      message: 'Novita AI: the p95 latency is not known: it needs n 72, and n is 9. The limit is 8 s.',
    },
  })
})

test('a name that holds markup, control characters or half a pair breaks the file, or turns round what follows it', () => {
  const suites = junitOf(HOSTILE, GATES)
  const [suite] = elementsOf(suites)
  const cases = elementsOf(suite as Element).filter(({ name }) => name === 'testcase')
  expect(cases).toHaveLength(4)
  const name = cases[0]?.attributes['classname'] ?? ''
  expect(name).toBe(
    `\u2068</testcase><!-- "&amp;' <![CDATA[ ]]> \uFFFD\uFFFD\uFFFD[31m\uFFFD \uFFFD \uFFFD \u202Etxt.exe\u202C\u2069`,
  )
  expect(suite?.attributes['name']).toBe(name)
  expect(textOf(cases[1] as Element)).toContain('</testcase><!-- "&amp;')
})
