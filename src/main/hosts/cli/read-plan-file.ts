import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { Plan, PlanFile } from '#shared/domain/plan.ts'
import type { Prompt, PromptSetChoice } from '#shared/domain/prompt.ts'
import { AssayError, type Problem } from '#shared/errors.ts'
import { readPromptFile } from './read-prompt-file.ts'

/** The prompts of a set that is kept, and where they are from. */
export type ReadPromptSet = (choice: PromptSetChoice) => Promise<Pick<Plan, 'prompts' | 'promptSet'>>

/**
 * Reads a plan as a person writes it: YAML or JSON (which is YAML, too).
 * @param readPromptSet asked only where the plan names a set
 * @throws AssayError FILE_UNREADABLE, or INVALID_PLAN with each path in the file and what was expected there; or what
 *   `readPromptSet` throws
 */
export async function readPlanFile(path: string, readPromptSet: ReadPromptSet): Promise<Plan> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new AssayError('FILE_UNREADABLE', `The plan ${path} can't be read: ${reason(error)}.`, { cause: error })
  })
  const parsed = PlanFile.safeParse(parseYaml(text, path))
  if (!parsed.success) throw invalidPlan(path, parsed.error.issues)
  const { prompts, ...rest } = parsed.data
  const plan = Plan.safeParse({ ...rest, ...(await readPrompts(prompts, path, readPromptSet)) })
  if (!plan.success) throw invalidPlan(path, plan.error.issues)
  return plan.data
}

async function readPrompts(
  prompts: PlanFile['prompts'],
  path: string,
  readPromptSet: ReadPromptSet,
): Promise<Pick<Plan, 'prompts' | 'promptSet'>> {
  if (Array.isArray(prompts))
    return { prompts: prompts.map((prompt): Prompt => (typeof prompt === 'string' ? { text: prompt } : prompt)) }
  if ('set' in prompts) return readPromptSet(prompts)
  return { prompts: await readPromptFile({ ...prompts, file: resolve(dirname(path), prompts.file) }) }
}

function parseYaml(text: string, path: string): unknown {
  const document = parseDocument(text, { prettyErrors: true })
  const [first] = document.errors
  if (first !== undefined) {
    const message = first.message.split('\n')[0] ?? first.message
    throw new AssayError('INVALID_PLAN', `The plan ${path} is not valid YAML or JSON: ${message}`)
  }
  return document.toJS()
}

function invalidPlan(path: string, issues: readonly z.core.$ZodIssue[]): AssayError {
  const problems = issues.flatMap((issue) => problemsOf(issue))
  const first = problems[0] ?? { path: '', message: 'does not fit' }
  const where = first.path === '' ? '' : `${first.path}: `
  return new AssayError('INVALID_PLAN', `The plan ${path} does not fit. ${where}${first.message}.`, { problems })
}

/** A union fails with the issues of each branch; the branch that came furthest, or has the least against it, says what was meant. */
function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors.toSorted((a, b) => depthOf(b) - depthOf(a) || a.length - b.length)[0] ?? []
    return nearest.flatMap((inner) => problemsOf({ ...inner, path: [...issue.path, ...inner.path] }))
  }
  return [{ path: z.core.toDotPath(issue.path), message: issue.message.replace(/^Invalid input: /, '') }]
}

function depthOf(branch: readonly z.core.$ZodIssue[]): number {
  return Math.max(...branch.map((issue) => issue.path.length))
}

function reason(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'there is no such file'
  return error instanceof Error ? error.message : String(error)
}
