import type { Workbench } from '#main/workbench/workbench.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { printJson } from './output.ts'

/**
 * Asks the workbench and prints what it says: in words, or as JSON where that is asked for.
 * @param how.json what is printed then, where it is not the answer itself
 * @param how.exitCode what the answer means for whoever called; 0 if absent
 */
export async function printAnswer<Answer>(
  options: CommonOptions,
  context: CommandContext,
  ask: (workbench: Workbench) => Promise<Answer>,
  text: (answer: Answer) => string,
  how: { json?: (answer: Answer) => unknown; exitCode?: (answer: Answer) => 0 | 1 } = {},
): Promise<void> {
  const answer = await withWorkbench(options, context, ask)
  if (options.json === true) printJson(context.output, how.json === undefined ? answer : how.json(answer))
  else context.output.out(text(answer))
  if (how.exitCode !== undefined) context.exitCode = how.exitCode(answer)
}
