import { useQuery } from '@tanstack/react-query'
import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import { describeColdStarts } from '#shared/domain/describe-cold-starts.ts'
import { describeUsable } from '#shared/domain/describe-usable.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { describeRatings } from '#shared/votes/describe-ratings.ts'
import { workbench } from '../../client/client.ts'
import type { ChartSection } from './charts-search.ts'
import { Findings } from './findings.tsx'

interface SectionFindingsProps {
  section: ChartSection
  plan: FrozenPlan
  analysis: TrialAnalysis
  running: boolean
}

/** What a section found, before the charts that prove it. */
export function SectionFindings({ section, plan, analysis, running }: SectionFindingsProps) {
  const nameOf = (contenderId: string): string =>
    plan.contenders.find(({ id }) => id === contenderId)?.name ?? contenderId
  const textsOf = (kind: TrialAnalysis['findings'][number]['kind']): string[] =>
    analysis.findings.flatMap((finding) => (finding.kind === kind ? finding.text : []))
  const limits = textsOf('limits')
  if (section === 'quality')
    return <QualityFindings plan={plan} analysis={analysis} running={running} nameOf={nameOf} />
  if (section === 'cold-start') {
    return (
      <Findings
        said={describeColdStarts(analysis, nameOf)}
        limits={[]}
        running={running}
        nothing="Nothing can be said of cold starts yet."
      />
    )
  }
  return <Findings said={textsOf(section)} limits={limits} running={running} nothing="Nothing can be said yet." />
}

/** What reviewers prefer, and how many pictures are of use. */
function QualityFindings({
  plan,
  analysis,
  running,
  nameOf,
}: Omit<SectionFindingsProps, 'section'> & { nameOf: (contenderId: string) => string }) {
  const rating = useQuery({
    ...workbench.vote.rate.queryOptions({
      input: { trialId: analysis.trialId, question: 'preferred', reviewer: null },
    }),
    enabled: plan.contenders.length > 1,
  })
  const preferred = rating.data === undefined ? null : describeRatings(rating.data, nameOf)
  const voted = (rating.data?.voteCount ?? 0) > 0
  return (
    <Findings
      said={[...(preferred?.said ?? []), ...describeUsable(analysis, nameOf)]}
      limits={
        voted ? (preferred?.limits ?? []) : ['Nobody has voted yet, so nothing is said of which pictures are better.']
      }
      running={running}
      nothing="No picture has come yet."
    />
  )
}
