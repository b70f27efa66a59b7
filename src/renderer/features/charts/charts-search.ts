/** The sections of the screen, each of which answers one question. */
export const SECTIONS = ['latency', 'reliability', 'cold-start', 'cost', 'quality'] as const
export type ChartSection = (typeof SECTIONS)[number]

export const SECTION_WORDS: Readonly<Record<ChartSection, string>> = {
  latency: 'Latency',
  reliability: 'Reliability',
  'cold-start': 'Cold start',
  cost: 'Cost',
  quality: 'Quality',
}

/** Which section is open; in the address, so that a link or a reload shows the same. The first where absent. */
export interface ChartsSearch {
  section?: ChartSection
}

/** What makes no sense is left out, so that an old link still opens. */
export function readChartsSearch(search: Record<string, unknown>): ChartsSearch {
  const section = SECTIONS.find((name) => name === search['section'])
  return section === undefined ? {} : { section }
}
