import type { Database } from 'better-sqlite3'
import type { PromptPicture } from '#shared/domain/prompt-picture.ts'

/** So many trials are looked into, the newest first: each means reading a plan. */
const TRIALS_CONSIDERED = 20
/** How many of a trial's first pictures of these prompts are looked at; interleaving brings all prompts early. */
const PICTURES_CONSIDERED = 200

/** Finds pictures that earlier trials have of prompts, one of each prompt, from the newest trial that has one. */
export function preparePromptPictures(database: Database) {
  const selectTrials = database.prepare<[number], { id: string; name: string }>(
    'SELECT id, name FROM trials ORDER BY started_at DESC, id DESC LIMIT ?',
  )
  const selectCases = database.prepare<[string, string], { caseIndex: number; text: string }>(`
    SELECT c.value ->> '$.index' AS caseIndex, c.value ->> '$.prompt' AS text
    FROM trials JOIN json_each(trials.plan, '$.cases') c
    WHERE trials.id = ? AND c.value ->> '$.prompt' IN (SELECT value FROM json_each(?))`)
  const selectPictures = database.prepare<
    [string, string, number],
    { caseIndex: number; sha256: string; contenderName: string }
  >(`
    SELECT s.case_index AS caseIndex, i.sha256, c.name AS contenderName
    FROM samples s
      JOIN sample_images i ON i.sample_id = s.id AND i.ordinal = 0
      JOIN contenders c ON c.trial_id = s.trial_id AND c.id = s.contender_id
    WHERE s.trial_id = ? AND s.outcome = 'succeeded' AND s.case_index IN (SELECT value FROM json_each(?))
    ORDER BY s.position LIMIT ?`)

  /** @param texts as they are sent @returns at most `limit`, in the order of the texts */
  return (texts: readonly string[], limit: number): PromptPicture[] => {
    const found = new Map<string, PromptPicture>()
    for (const trial of selectTrials.all(TRIALS_CONSIDERED)) {
      const missing = texts.filter((text) => !found.has(text))
      if (found.size >= limit || missing.length === 0) break
      const textOf = new Map(
        selectCases.all(trial.id, JSON.stringify(missing)).map(({ caseIndex, text }) => [caseIndex, text]),
      )
      if (textOf.size === 0) continue
      const pictures = selectPictures.all(trial.id, JSON.stringify([...textOf.keys()]), PICTURES_CONSIDERED)
      for (const { caseIndex, sha256, contenderName } of pictures) {
        const text = textOf.get(caseIndex)
        if (text === undefined || found.has(text)) continue
        found.set(text, { text, sha256, contenderName, trialName: trial.name })
      }
    }
    return [...new Set(texts)].flatMap((text) => found.get(text) ?? []).slice(0, limit)
  }
}
