import type { Converted, SpendGroup, SpendGrouping, SpendLine, SpendSums } from '#shared/domain/spend.ts'
import { countText } from '#shared/units/count-text.ts'
import { convertedText } from '#shared/units/format-money.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { plainTable } from './plain-table.ts'

/**
 * `$1.2345`, `not reported`, or both where only a part is known.
 * @param lineCount null where it does not matter whether all of them are unknown
 */
export function knownText(micros: number, unknownCount: number, lineCount: number | null): string {
  if (unknownCount === 0) return formatUsd(micros, 4)
  if (unknownCount === lineCount) return 'not reported'
  return `${formatUsd(micros, 4)} and ${countText(unknownCount, 'charge')} not reported`
}

export function groupTable(groups: readonly SpendGroup[], by: SpendGrouping): string {
  if (groups.length === 0) return 'Nothing was spent.'
  const converted = groups.some((group) => group.converted !== null)
  const rows = groups.map((group) => [
    group.name,
    knownText(group.chargedMicros, group.unknownCount, group.lineCount),
    ...(group.converted === null ? [] : [convertedText(group.converted)]),
    group.practiceMicros === 0 ? '' : formatUsd(group.practiceMicros, 4),
    String(group.lineCount),
    group.bases.map(({ basis }) => basis).join(', '),
  ])
  return plainTable([by, 'charged', ...(converted ? ['converted'] : []), 'practice', 'lines', 'known by'], rows)
}

export function sumsText(month: string, sums: SpendSums & { converted: Converted | null }): string {
  const charged = knownText(sums.chargedMicros, sums.unknownCount, sums.lineCount)
  const converted = sums.converted === null ? '' : ` (${convertedText(sums.converted)})`
  const practice =
    sums.practiceMicros === 0
      ? ''
      : ` Practice would have cost ${formatUsd(sums.practiceMicros, 4)}; nothing was charged for it.`
  return `${month === 'all' ? 'In all' : month}: ${charged}${converted}.${practice}`
}

export function lineTable({ lines, total }: { lines: readonly SpendLine[]; total: number }): string {
  if (lines.length === 0) return 'Nothing was spent.'
  const rows = lines.map((line) => [
    (line.at ?? line.day).slice(0, 19).replace('T', ' '),
    line.trialName ?? '',
    line.contenderName ?? line.kind,
    line.providerId,
    line.account,
    `${line.id}${line.step > 0 ? ` step ${line.step + 1}` : ''}`,
    `${line.amountMicros === null ? 'not reported' : formatUsd(line.amountMicros, 6)}${line.practice ? ' practice' : ''}`,
    line.basis,
    line.before === null
      ? line.evidence
      : `${line.evidence}; before: ${line.before.amountMicros === null ? 'not reported' : formatUsd(line.before.amountMicros, 6)}, ${line.before.basis}`,
  ])
  const table = plainTable(
    ['when', 'trial', 'contender', 'provider', 'account', 'sample', 'amount', 'basis', 'evidence'],
    rows,
  )
  return lines.length < total
    ? `${table}\n${lines.length} of ${countText(total, 'line')}; --csv writes all of them.`
    : table
}
