const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A count of seconds since 1970 has ten digits, one of milliseconds thirteen. */
const EPOCH = /^(\d{10})(\d{3})?(?:\.\d+)?$/

/**
 * The UTC day that a date or an instant is in: `2026-11-01`, `2026-11-01T23:30:00-05:00`, `2026/11/01 10:00`, `1.11.2026`, `11/1/2026`,
 * `1 Nov 2026`, `Nov 1, 2026`, or seconds or milliseconds since 1970. Without a time zone it is taken as UTC.
 * @param dayFirst how a date of three numbers that does not begin with its year is meant
 * @returns null where the text is no date
 */
export function readDay(text: string, dayFirst: boolean): string | null {
  const trimmed = text.trim()
  const epoch = EPOCH.exec(trimmed)
  if (epoch !== null) return new Date(Number(epoch[1]) * 1000).toISOString().slice(0, 10)
  const instant = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})$/i.exec(
    trimmed,
  )
  if (instant !== null) {
    const [, year = '', month = '', day = '', time = '', zone = ''] = instant
    if (dayOf(year, month, day) === null) return null
    const offset = /^(z|utc)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2')
    const at = new Date(`${year}-${month}-${day}T${time}${offset}`)
    return Number.isNaN(at.getTime()) ? null : at.toISOString().slice(0, 10)
  }
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d])/.exec(trimmed)
  if (yearFirst !== null) return dayOf(yearFirst[1], yearFirst[2], yearFirst[3])
  const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)/.exec(trimmed)
  if (yearLast !== null) {
    const [, one, other, year] = yearLast
    return dayFirst ? dayOf(year, other, one) : dayOf(year, one, other)
  }
  const named = /^(\d{1,2})\.? ([a-z]{3})[a-z]*\.?,? (\d{4})(?!\d)/i.exec(trimmed)
  if (named !== null) return dayOf(named[3], monthOf(named[2]), named[1])
  const nameFirst = /^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})(?!\d)/i.exec(trimmed)
  return nameFirst === null ? null : dayOf(nameFirst[3], monthOf(nameFirst[1]), nameFirst[2])
}

function monthOf(name = ''): string {
  return String(MONTHS.indexOf(name.toLowerCase()) + 1)
}

/** null for a day that there is not, such as 31 November. */
function dayOf(year = '', month = '', day = ''): string | null {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10)
  const wanted = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return text === wanted ? text : null
}
