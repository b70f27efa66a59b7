import type { GateReport, GateResult } from '#shared/domain/trial-gate.ts'
import { limitText } from '#shared/gates/gate-text.ts'
import { harmlessLine } from '#shared/units/harmless-text.ts'
import { markup, type Markup } from './markup.ts'

/**
 * The outcome of `assay gate` as JUnit XML, which build servers show: a suite for the trial, a test case for each contender at each
 * gate. What is not known is a failure of its own type. Names come from plans: they are written without characters that XML has no
 * place for, and escaped, for which XML and HTML have the same five.
 * Source: the elements that readers agree on, https://github.com/testmoapp/junitxml.
 */
export function gatesJunit({ trialId, trialName, startedAt, strict, notes, results }: GateReport): string {
  const failures = results.filter(({ verdict }) => verdict !== 'holds').length
  const counts = markup`tests="${results.length}" failures="${failures}" errors="0" skipped="0" time="0"`
  const decidedBy = strict ? 'the whole interval' : 'the value measured'
  const file = markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="assay gate" ${counts}>
  <testsuite name="${harmlessLine(trialName)}" id="${trialId}" timestamp="${startedAt}" ${counts}>
    <properties>
      <property name="trial" value="${trialId}"/>
      <property name="decided by" value="${decidedBy}"/>
    </properties>
${results.map(testCase)}${notes.length === 0 ? null : markup`    <system-out>${harmlessLine(notes.join(' '))}</system-out>\n`}  </testsuite>
</testsuites>
`
  return String(file)
}

function testCase(result: GateResult): Markup {
  const { contenderName, gate, verdict, text } = result
  const said = harmlessLine(text)
  return markup`    <testcase classname="${harmlessLine(contenderName)}" name="${gate} ${limitText(result)}" time="0">
      ${
        verdict === 'holds'
          ? markup`<system-out>${said}</system-out>`
          : markup`<failure type="${verdict}" message="${said}">${said}</failure>`
      }
    </testcase>
`
}
