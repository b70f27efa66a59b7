import { z } from 'zod'

/** What an axis can vary besides variables of prompts: each field of the generation parameters that takes a number or a choice. */
export const AxisParameter = z.enum([
  'size',
  'width',
  'height',
  'steps',
  'guidance',
  'strength',
  'scale',
  'sampler',
  'format',
  'negativePrompt',
])
export type AxisParameter = z.infer<typeof AxisParameter>

const values = z
  .union([z.string().min(1).max(8000), z.array(z.union([z.string().min(1).max(4000), z.number()])).min(1)])
  .describe('a list, or one line: "10, 20, …, 50"; "||" separates values that hold commas')

/** One axis of a plan's matrix. Prompts and contenders are axes as well, and need no entry. */
export const Axis = z.union([
  z.strictObject({ variable: z.string().min(1).max(64).describe('a {{placeholder}} of the prompts'), values }),
  z.strictObject({ parameter: AxisParameter, values }),
])
export type Axis = z.infer<typeof Axis>

/** What an axis is called: its variable or its parameter. */
export function axisName(axis: Axis): string {
  return 'variable' in axis ? axis.variable : axis.parameter
}

/**
 * Combinations that are left out: those that fit everything the rule names. What it does not name may be anything. A rule names values
 * of axes by the axis's name; contenders by their ids; prompts by their name, or by their place from 1.
 */
export const SkipRule = z.strictObject({
  axes: z.record(z.string(), z.array(z.union([z.string(), z.number()])).min(1)).optional(),
  contenders: z.array(z.string()).min(1).optional(),
  prompts: z
    .array(z.union([z.string(), z.int().min(1)]))
    .min(1)
    .optional(),
})
export type SkipRule = z.infer<typeof SkipRule>

/**
 * An axis of a frozen matrix: each of its values is put into the prompts, or is asked as a parameter of the first step.
 */
export const FrozenAxis = z.strictObject({
  name: z.string(),
  varies: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('variable'), variable: z.string() }),
    z.strictObject({ kind: z.literal('parameter'), parameter: AxisParameter }),
  ]),
  values: z.array(z.string()),
})
export type FrozenAxis = z.infer<typeof FrozenAxis>
