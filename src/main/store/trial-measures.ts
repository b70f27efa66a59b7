import type { Database } from 'better-sqlite3'
import type { VotedPicture } from '#shared/domain/check-agreement.ts'
import { SOFT_CHECKS, SoftCheckName } from '#shared/domain/soft-check.ts'
import type { SampleMeasures } from '#shared/domain/sample-measures.ts'

interface ValueRecord {
  contenderId: string
  name: SoftCheckName
  value: number
}

/** What has been measured in the pictures of one contender: see `MeasuredPictures` of the reports. */
interface ContenderMeasures {
  values: Map<SoftCheckName, number[]>
  corners: { caseIndex: number; detail: string }[]
}

interface VotedRecord extends Pick<VotedPicture, 'width' | 'height'> {
  sampleId: string
  name: SoftCheckName
  value: number | null
}

/** Values of an older version do not count: their pictures are still to be measured anew. */
const PRESENT = Object.entries(SOFT_CHECKS)
  .map(([name, { version }]) => `(m.name = '${name}' AND m.version = ${version})`)
  .join(' OR ')

/** The newest outcome of each measured sample, with its first picture. */
const PICTURES = `FROM samples s JOIN sample_images si ON si.sample_id = s.id AND si.ordinal = 0`
const OF_TRIAL = `s.trial_id = ? AND s.superseded_by IS NULL AND s.role = 'measure'`

/** Reads what the soft checks measured in the pictures of a trial. */
export function prepareTrialMeasures(database: Database) {
  const selectValues = database.prepare<[string], ValueRecord>(`
    SELECT s.contender_id AS contenderId, m.name, m.value ${PICTURES}
      JOIN picture_measures m ON m.sha256 = si.sha256
    WHERE ${OF_TRIAL} AND m.value IS NOT NULL AND (${PRESENT})`)
  const selectBySample = database.prepare<[string], { sampleId: string; name: SoftCheckName; value: number | null }>(`
    SELECT s.id AS sampleId, m.name, m.value ${PICTURES}
      JOIN picture_measures m ON m.sha256 = si.sha256
    WHERE ${OF_TRIAL} AND (${PRESENT}) ORDER BY s.position`)
  // min() makes the other columns those of the first sample: https://sqlite.org/lang_select.html#bareagg
  const selectCorners = database.prepare<[string], { contenderId: string; caseIndex: number; detail: string }>(`
    SELECT s.contender_id AS contenderId, s.case_index AS caseIndex, json_extract(c.result, '$.hash') AS detail,
      min(s.position) AS position ${PICTURES}
      JOIN picture_checks c ON c.sha256 = si.sha256 AND c.check_name = 'corner-detail'
    WHERE ${OF_TRIAL} AND json_extract(c.result, '$.hash') IS NOT NULL
    GROUP BY s.contender_id, s.case_index ORDER BY position`)

  const selectVoted = database.prepare<[string], VotedRecord>(`
    SELECT DISTINCT vp.sample_id AS sampleId, i.width, i.height, m.name, m.value
    FROM vote_sessions vs JOIN votes v ON v.session_id = vs.id JOIN vote_pictures vp ON vp.vote_id = v.id
      JOIN sample_images si ON si.sample_id = vp.sample_id AND si.ordinal = 0
      JOIN images i ON i.sha256 = si.sha256
      JOIN picture_measures m ON m.sha256 = si.sha256
    WHERE vs.trial_id = ? AND (${PRESENT})`)

  return {
    /** By sample: the pictures that reviewers were shown, as far as they have been measured. */
    ofVoted(trialId: string): Map<string, VotedPicture> {
      const found = new Map<string, VotedPicture>()
      for (const { sampleId, width, height, name, value } of selectVoted.iterate(trialId)) {
        const own = found.get(sampleId) ?? { width, height, values: { ...NOTHING } }
        own.values[name] = value
        found.set(sampleId, own)
      }
      return found
    },
    /** By contender; one in whose pictures nothing has been measured is absent. */
    byContender(trialId: string): Map<string, ContenderMeasures> {
      const found = new Map<string, ContenderMeasures>()
      const of = (contenderId: string): ContenderMeasures => {
        const own = found.get(contenderId) ?? { values: new Map(), corners: [] }
        found.set(contenderId, own)
        return own
      }
      for (const { contenderId, name, value } of selectValues.iterate(trialId)) {
        const { values } = of(contenderId)
        const list = values.get(name)
        if (list === undefined) values.set(name, [value])
        else list.push(value)
      }
      for (const { contenderId, caseIndex, detail } of selectCorners.iterate(trialId))
        of(contenderId).corners.push({ caseIndex, detail })
      return found
    },
    /** In the order of the plan; samples whose picture has not been measured are absent. */
    bySample(trialId: string): SampleMeasures[] {
      const found = new Map<string, SampleMeasures['values']>()
      for (const { sampleId, name, value } of selectBySample.iterate(trialId)) {
        const values = found.get(sampleId) ?? { ...NOTHING }
        values[name] = value
        found.set(sampleId, values)
      }
      return [...found].map(([sampleId, values]) => ({ sampleId, values }))
    },
  }
}

const NOTHING = Object.fromEntries(SoftCheckName.options.map((name) => [name, null])) as SampleMeasures['values']
