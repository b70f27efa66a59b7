import type { SimulatorContext, SimulatorKit } from './simulator.ts'

/** A request's body, and when it had been read whole. `body` is undefined where it is no JSON. */
export async function readJson(
  context: SimulatorContext,
  kit: SimulatorKit,
): Promise<{ body: unknown; receivedMs: number }> {
  const text = await context.req.text()
  const receivedMs = kit.nowMs()
  try {
    return { body: JSON.parse(text), receivedMs }
  } catch {
    return { body: undefined, receivedMs }
  }
}

/** The first thing that zod found wrong, as `width: Too big: expected number to be <=2048`. */
export function firstProblem(error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): string {
  const issue = error.issues[0]
  return issue === undefined ? 'invalid' : `${issue.path.join('.') || 'body'}: ${issue.message}`
}
