import { traceParameters } from '#shared/fairness/trace-parameters.ts'
import type { Case, ShownContender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'

export interface AskedAndReturned {
  name: string
  asked: string
  /** null where the reply does not say. */
  returned: string | null
  differs: boolean
}

/** What was asked beside what came back, as far as either is known. Steps and guidance only where they were asked. */
export function compareAskedAndReturned(
  row: SampleRow,
  contender: ShownContender,
  planCase: Pick<Case, 'parameters'>,
): AskedAndReturned[] {
  const pipeline = contender.furtherSteps.length > 0
  return traceParameters(row, contender, planCase).flatMap(({ parameter, asked, returned, comparable }) => {
    if (parameter === 'negative prompt') return []
    if (asked === null && parameter !== 'format' && parameter !== 'size') return []
    const write = parameter === 'format' ? (text: string) => text.toUpperCase() : (text: string) => text
    const differs = comparable && asked !== null && returned !== null && asked !== returned
    const own = asked === null ? (parameter === 'size' ? 'that of the input' : 'its default') : write(asked)
    return [
      {
        name: parameter.charAt(0).toUpperCase() + parameter.slice(1),
        asked: pipeline && parameter === 'size' ? `${own} in step 1` : own,
        returned: returned === null ? null : write(returned),
        differs,
      },
    ]
  })
}

/** What makes a picture no fair match for the others: what came back otherwise than asked, and what was not sent as asked. */
export function notLikeForLike(
  row: SampleRow,
  contender: ShownContender,
  planCase: Pick<Case, 'parameters'>,
): string[] {
  const returned = compareAskedAndReturned(row, contender, planCase).filter(({ differs }) => differs)
  return [
    ...returned.map(({ name, asked, returned }) => `${name.toLowerCase()} ${returned ?? ''}, asked ${asked}`),
    ...row.warnings.map(({ parameter, asked, sent }) => `${parameter} sent ${sent ?? 'not at all'}, asked ${asked}`),
  ]
}
