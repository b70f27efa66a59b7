import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import { isBundleId } from '#shared/domain/bundle-id.ts'
import { countText } from '#shared/units/count-text.ts'

/** Pictures of a trial that nobody has looked into yet. */
export function openPictures({ contenders }: Pick<TrialAnalysis, 'contenders'>): number {
  return contenders.reduce((sum, { gates }) => sum + gates.open, 0)
}

/** What is not known while pictures are not examined, for people; null once they are. Nobody examines what is in a bundle. */
export function notExaminedText(trialId: string, analysis: Pick<TrialAnalysis, 'contenders'>): string | null {
  const open = openPictures(analysis)
  if (open === 0) return null
  const pictures = countText(open, 'picture')
  return isBundleId(trialId)
    ? `${pictures} of this bundle ${open === 1 ? 'was' : 'were'} not examined, so what a usable picture costs is not known.`
    : `${pictures} ${open === 1 ? 'is' : 'are'} being examined; what a usable picture costs follows here as soon as that is done.`
}
