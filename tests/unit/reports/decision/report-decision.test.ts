import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromHtml } from 'hast-util-from-html'
import type { Element, Nodes } from 'hast'
import { visit } from 'unist-util-visit'
import { describe, expect, test } from 'vitest'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { decideTrial } from '#main/reports/decision/decide-trial.ts'
import { providers } from '#main/providers/registry.ts'
import { plainText } from '#shared/decision/parts.ts'
import { firstDecision } from '#shared/decision/scenarios.ts'
import { DecisionEvaluation, type SentencePart } from '#shared/domain/decision-evaluation.ts'
import { DecisionEvidence } from '#shared/domain/decision-evidence.ts'
import { DecisionSettings, type KeptDecision } from '#shared/domain/decision-settings.ts'
import { ReportTemplate } from '#shared/domain/report.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { makeContender, makeRows, makeTrial } from '../make-trial.ts'
import { writePlainReport } from '../write-plain-report.ts'

const trial = makeTrial([makeContender(0), makeContender(1)], { repeats: 10 })

/** 90 pictures of nine prompts from so many milliseconds on, each for so many micro-dollars. */
function drawn(contenderId: string, from: number, chargeMicros: number): SampleRow[] {
  const latencies = Array.from({ length: 90 }, (_, index) => from + index)
  return makeRows(contenderId, latencies, (index) => ({
    caseIndex: index % 9,
    chargeMicros: chargeMicros + (index % 9),
  }))
}

const failed = (contenderId: string): SampleRow[] =>
  drawn(contenderId, 1000, 0).map((row) => ({ ...row, outcome: 'failed', failureClass: 'server', image: null }))

const wanting = (changes: Partial<DecisionSettings>): KeptDecision => ({
  ...firstDecision(trial.id),
  version: 3,
  savedAt: '2026-11-14T15:02:00.000Z',
  settings: { ...firstDecision(trial.id).settings, ...changes },
})

interface Written {
  html: string
  markdown: string
  json: { decision: KeptDecision & { evidence: unknown; evaluation: unknown } }
}

async function write(
  rows: SampleRow[],
  given: { trial?: Trial; kept?: KeptDecision; template?: ReportTemplate } = {},
): Promise<Written> {
  const directory = await temporaryDirectory()
  await writePlainReport(directory, given.trial ?? trial, rows, {
    kept: given.kept ?? firstDecision(trial.id),
    formats: ['html', 'md', 'json'],
    options: { template: given.template ?? 'full', leaveOut: [] },
  })
  const [html = '', markdown = '', json = ''] = await Promise.all(
    ['report.html', 'report.md', 'results.json'].map((name) => readFile(join(directory, name), 'utf8')),
  )
  return { html, markdown, json: JSON.parse(json) as Written['json'] }
}

function elements(html: string, isWanted: (element: Element) => boolean): Element[] {
  const found: Element[] = []
  visit(fromHtml(html), 'element', (element) => {
    if (isWanted(element)) found.push(element)
  })
  return found
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value.replaceAll('\u00A0', ' ')
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

const hasClass =
  (name: string) =>
  ({ properties }: Element): boolean =>
    Array.isArray(properties['className']) && properties['className'].includes(name)

const answerIn = (html: string): string => elements(html, hasClass('answer')).map(textOf).join('')
/** The word and what stands under it. */
const verdictsIn = (html: string): string[] =>
  elements(html, (element) => element.tagName === 'td' && hasClass('verdict')(element)).map(textOf)

const clear = [...drawn('contender-0', 1000, 2000), ...drawn('contender-1', 3000, 20_000)]
const tie = [...drawn('contender-0', 1000, 2000), ...drawn('contender-1', 1000, 2000)]
const tradeOff = [...drawn('contender-0', 9000, 2000), ...drawn('contender-1', 1000, 20_000)]

describe('the answer', () => {
  test.each([
    [
      'a clear winner',
      clear,
      {},
      'As far as it is known, run Novita AI. Keep Segmind as the fallback.',
      ['Choose', 'Fallback'],
    ],
    [
      'a tie',
      tie,
      {},
      'Segmind and Novita AI can’t be told apart by your weights and the evidence so far.',
      ['Can’t be told apart', 'Can’t be told apart'],
    ],
    [
      'a trade-off between price and p95',
      tradeOff,
      { weights: { cost: 80, latency: 20 } },
      'Run Novita AI. Keep Segmind as the fallback.',
      ['Fallback', 'Choose'],
    ],
    [
      'one that a limit excludes',
      tradeOff,
      { constraints: [{ criterionId: 'latency', limit: 8000 }] },
      'As far as it is known, run Segmind: no other is left.',
      ['Choose', 'Excludedp95 while warm at most 8.00 s: 9.09 s'],
    ],
    [
      'all failed',
      [...failed('contender-0'), ...failed('contender-1')],
      {},
      'None can be recommended: no contender gave a picture.',
      ['No picture', 'No picture'],
    ],
    [
      'nothing that counts',
      clear,
      { weights: {} },
      'None can be recommended: nothing is weighed.',
      ['Not decided', 'Not decided'],
    ],
  ] as const)(
    'of %s is another, in HTML or in Markdown, or in the table of contenders',
    async (_, rows, wants, title, words) => {
      const { html, markdown } = await write([...rows], { kept: wanting(wants as Partial<DecisionSettings>) })
      expect(answerIn(html)).toBe(title)
      expect(markdown.replaceAll('\u00A0', ' ')).toContain(`\n${title}\n`)
      // The table stands by median, the quickest first.
      expect(verdictsIn(html)).toEqual([...words])
      expect(html).not.toMatch(/NaN|Infinity|undefined|\[object/)
    },
  )

  test('a trade-off is told without where it turns, or the chart has no words behind it', async () => {
    const { html, markdown, json } = await write(tradeOff, { kept: wanting({ weights: { cost: 80, latency: 20 } }) })
    const { sensitivities } = DecisionEvaluation.parse(json.decision.evaluation)
    const end = ((sensitivities[0]?.segments[0]?.to ?? NaN) * 100).toFixed(1)
    expect(html).toContain('aria-label="Who leads by the weight of each criterion"')
    expect(html).toContain('aria-label="Latency against cost, with quality"')
    expect(markdown).toContain('![Latency against cost, with quality](')
    expect(html).toContain('Nobody has voted, so quality is not drawn.')
    for (const text of [textOf(fromHtml(html)), markdown.replaceAll('\u00A0', ' ')]) {
      expect(text).toContain(`0.0 % to ${end} %: `)
      expect(text).toContain('not known: a figure is missing')
    }
  })
})

test('the report decides otherwise than the page, keeps other settings, or writes a sentence in other words', async () => {
  const kept = wanting({
    imagesPerMonth: 120_000,
    weights: { cost: 50, latency: 30, documentation: 20 },
    rubric: [{ contenderId: 'contender-1', criterionId: 'documentation', level: 3, note: 'Examples for each call' }],
  })
  const { html, json } = await write(clear, { kept })
  const sources = {
    trial,
    analysis: analyseTrial(trial, clear),
    ratings: [],
    providers: providers.map(({ descriptor }) => descriptor),
  }
  const { evidence, evaluation } = decideTrial(sources, kept.settings)
  expect(json.decision).toEqual({ ...kept, evidence, evaluation })
  expect(DecisionEvidence.parse(json.decision.evidence)).toEqual(evidence)
  expect(DecisionSettings.parse(json.decision.settings)).toEqual(kept.settings)
  const text = textOf(fromHtml(html))
  const { title, reasons, against, limits, changes } = evaluation.recommendation
  const sentences: SentencePart[][] = [
    title,
    ...[...reasons, ...against, ...limits].map(({ parts }) => parts),
    ...changes.flatMap(({ condition, consequence }) => [condition, consequence]),
  ]
  for (const parts of sentences) expect(text).toContain(plainText(parts))
  expect(text).toContain('Your rating, 3 of 4: Examples for each call')
  expect(text).toContain('Settings of version 3')
})

test.each(ReportTemplate.options)('a footnote or a link of the %s report leads nowhere', async (template) => {
  const { html } = await write(tradeOff, { template })
  const ids = new Set(
    elements(html, ({ properties }) => properties['id'] !== undefined).map(({ properties }) => properties['id']),
  )
  const addresses = elements(html, ({ tagName }) => tagName === 'a').map(({ properties }) => String(properties['href']))
  expect(addresses.length > 0).toBe(template === 'full')
  for (const address of addresses) expect(ids).toContain(address.slice(1))
  expect(elements(html, ({ tagName }) => tagName === 'sup').length > 0).toBe(template !== 'appendix')
  expect(ids.has('decision')).toBe(template !== 'one-page')
})

test('a name or a note is more than text in the decision', async () => {
  const hostile = `"><script>alert(1)</script> | [a](javascript:alert) \u202E <img src=x onerror=alert(1)>`
  const own = { id: 'own-legal', name: '</h3><b>Legal', words: ['<i>', 'b', 'c', 'd', 'e'] }
  const named = makeTrial([makeContender(0, { name: hostile.slice(0, 80) }), makeContender(1)], { repeats: 10 })
  const { html, markdown } = await write(clear, {
    trial: named,
    kept: wanting({
      ownCriteria: [own],
      weights: { cost: 1, 'own-legal': 1 },
      constraints: [{ criterionId: 'own-legal', limit: 1 }],
      rubric: [{ contenderId: 'contender-0', criterionId: 'own-legal', level: 0, note: hostile }],
    }),
  })
  expect(html).not.toMatch(/<script|<i>|<b>Legal/i)
  expect(html.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+/i)
  expect(textOf(fromHtml(html))).toContain(`Your rating, 0 of 4: ${hostile}`)
  expect(markdown).not.toMatch(/^\s*<(script|img)|[^\\]<script|[^\\]\[a\]\(javascript/m)
  // What turns text round is closed in before anything else of ours follows.
  for (const [, inside] of markdown.matchAll(/\u202E([^\u2069]*)/g)) expect(inside).not.toContain('\n')
})

test('the same evidence and settings give other bytes', async () => {
  const kept = wanting({ constraints: [{ criterionId: 'latency', limit: 8000 }] })
  expect(await write(tradeOff, { kept })).toEqual(
    await write(tradeOff.toReversed(), { kept }).then((other) => ({
      ...other,
      json: { ...other.json, rows: [...(other.json as unknown as { rows: unknown[] }).rows].toReversed() },
    })),
  )
})
