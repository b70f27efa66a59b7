import type { TakenAnswers } from '../contract/vote.ts'
import { countText } from '../units/count-text.ts'
import { listText } from '../units/list-text.ts'

/** What came of answers that were taken in, in a sentence. */
export function takenText({ trialName, reviewer, added, changed, takenBack, unchanged }: TakenAnswers): string {
  const parts = [
    added > 0 && `${countText(added, 'vote')} added`,
    changed > 0 && `${countText(changed, 'vote')} changed`,
    takenBack > 0 && `${countText(takenBack, 'vote')} taken back`,
    unchanged > 0 && `${countText(unchanged, 'vote')} as before`,
  ].filter((part) => part !== false)
  return `${reviewer} on “${trialName}”: ${listText(parts)}.`
}
