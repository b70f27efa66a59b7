import type { TakenAnswers } from '../contract/vote.ts'
import { countText } from '../units/count-text.ts'
import { listText } from '../units/list-text.ts'

/** What came of answers that were taken in, in a sentence. */
export function takenText({ trialName, reviewer, added, changed, takenBack, unchanged, noted }: TakenAnswers): string {
  const parts = [
    added > 0 && `${countText(added, 'vote')} added`,
    changed > 0 && `${countText(changed, 'vote')} changed`,
    takenBack > 0 && `${countText(takenBack, 'vote')} taken back`,
    unchanged > 0 && `${countText(unchanged, 'vote')} as before`,
    noted > 0 && `${countText(noted, 'vote')} kept that ${noted === 1 ? 'was' : 'were'} taken back in the file`,
  ].filter((part) => part !== false)
  return `${reviewer} on “${trialName}”: ${parts.length === 0 ? 'nothing new' : listText(parts)}.`
}
