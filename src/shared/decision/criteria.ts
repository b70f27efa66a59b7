import type { EvidenceTarget } from '../domain/decision-evaluation.ts'
import type { BuiltInCriterion, CriterionId, DecisionSettings } from '../domain/decision-settings.ts'
import type { Quantity } from '../units/write-estimate.ts'

/** What a criterion is, whether Assay brings it along or the user has added it. */
export interface Criterion {
  id: CriterionId
  title: string
  /** In the middle of a sentence: `p95 while warm`. */
  name: string
  /** `level`: of a rubric. */
  quantity: Quantity | 'level'
  better: 'less' | 'more'
  /** Logarithmic where twice as much matters the same at every size. */
  scale: 'linear' | 'logarithmic'
  target: EvidenceTarget
  /** Of a rubric, what the levels from 0 to 4 mean; null where it is measured. */
  words: readonly string[] | null
}

type Rubric = Pick<Criterion, 'title' | 'name'> & { words: readonly [string, string, string, string, string] }

const rubric = (id: CriterionId, { title, name, words }: Rubric): Criterion => ({
  id,
  title,
  name,
  quantity: 'level',
  better: 'more',
  scale: 'linear',
  target: 'criteria',
  words,
})

/** What each criterion is that Assay brings along; the words of its levels are what a level means, so that two people give the same one. */
const BUILT_IN: Readonly<Record<BuiltInCriterion, Criterion>> = {
  cost: {
    id: 'cost',
    title: 'Cost',
    name: 'cost per usable picture',
    quantity: 'moneyPerImage',
    better: 'less',
    scale: 'logarithmic',
    target: 'cost',
    words: null,
  },
  latency: {
    id: 'latency',
    title: 'Latency, p95',
    name: 'p95 while warm',
    quantity: 'latency',
    better: 'less',
    scale: 'logarithmic',
    target: 'latency',
    words: null,
  },
  'cold-start': {
    id: 'cold-start',
    title: 'Cold starts',
    name: 'wait for cold starts, over all pictures',
    quantity: 'latency',
    better: 'less',
    // A contender that never sleeps has 0 here.
    scale: 'linear',
    target: 'cold-start',
    words: null,
  },
  reliability: {
    id: 'reliability',
    title: 'Reliability',
    name: 'success rate',
    quantity: 'share',
    better: 'more',
    scale: 'linear',
    target: 'reliability',
    words: null,
  },
  quality: {
    id: 'quality',
    title: 'Quality, by votes',
    name: 'share of its pairs in which it is preferred',
    quantity: 'share',
    better: 'more',
    scale: 'linear',
    target: 'votes',
    words: null,
  },
  catalogue: rubric('catalogue', {
    title: 'Catalogue',
    name: 'catalogue',
    words: [
      'one model',
      'two to four models',
      'five to nineteen models',
      'twenty models or more',
      'any weights that one puts there',
    ],
  }),
  comfyui: rubric('comfyui', {
    title: 'ComfyUI',
    name: 'support of ComfyUI',
    words: [
      'no ComfyUI workflow',
      'fixed workflows of the provider',
      'workflows of one’s own, with changes',
      'workflows of one’s own as they are exported',
      'workflows of one’s own, with any node and any weights',
    ],
  }),
  jobs: rubric('jobs', {
    title: 'Jobs and webhooks',
    name: 'support of jobs and webhooks',
    words: [
      'one call that stays open until the picture is there',
      'jobs, with gaps in what is documented',
      'jobs that are asked after',
      'webhooks, unsigned or not known to be signed',
      'signed webhooks',
    ],
  }),
  documentation: rubric('documentation', {
    title: 'Documentation',
    name: 'documentation',
    words: [
      'none, or wrong in what was needed',
      'gaps that took trying out',
      'enough to build on',
      'complete, with examples',
      'complete, with examples, changes and a schema that machines read',
    ],
  }),
  errors: rubric('errors', {
    title: 'Clear errors',
    name: 'clarity of errors',
    words: [
      'failures that look like success',
      'a status and nothing to go by',
      'a message that needs guessing',
      'a message that says what was wrong',
      'codes for machines, and messages that say what to do',
    ],
  }),
  operations: rubric('operations', {
    title: 'Operations',
    name: 'operational burden',
    words: [
      'machines to run, with somebody on call day and night',
      'machines to run, with somebody on call at times',
      'containers of one’s own that the provider scales',
      'nobody on call, and something to keep up to date',
      'nobody on call: the provider runs it',
    ],
  }),
  'data-protection': rubric('data-protection', {
    title: 'Data protection',
    name: 'data protection',
    words: [
      'prompts and pictures may be used by others',
      'kept, with no end named',
      'kept for a time that is named',
      'deleted after delivery, by contract',
      'on machines of one’s own, or by contract in a region of one’s choice and deleted after delivery',
    ],
  }),
}

/** Every criterion there is under these settings, in the order in which they are listed: Assay's, then the user's own. */
export function criteriaOf({ ownCriteria }: Pick<DecisionSettings, 'ownCriteria'>): Criterion[] {
  const own = ownCriteria.map(({ id, name, words }): Criterion => ({
    id,
    title: name,
    name,
    quantity: 'level',
    better: 'more',
    scale: 'linear',
    target: 'criteria',
    words,
  }))
  return [...Object.values(BUILT_IN), ...own]
}

export function isBuiltIn(id: CriterionId): id is BuiltInCriterion {
  return Object.hasOwn(BUILT_IN, id)
}

/** What a level of a rubric means, in between two levels that of the nearer one. */
export function levelWords({ words }: Pick<Criterion, 'words'>, level: number): string {
  return words?.[Math.round(level)] ?? `level ${level}`
}
