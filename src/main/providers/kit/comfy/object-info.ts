import { z } from 'zod'

/** One input as the server describes it: `[TYPE or list of choices, options]`. What it says beyond that is let pass. */
const InputSpec = z.tuple([z.union([z.string(), z.array(z.unknown())])]).rest(z.unknown())

const NodeInfo = z.object({
  input: z.object({
    required: z.record(z.string(), InputSpec).nullish(),
    optional: z.record(z.string(), InputSpec).nullish(),
  }),
  output: z.array(z.union([z.string(), z.array(z.unknown())])).nullish(),
  display_name: z.string().nullish(),
  output_node: z.boolean().nullish(),
})

/** `GET /object_info`: what each class of node takes and gives. Read tolerantly: a node that does not fit is left out. */
export type ObjectInfo = ReadonlyMap<string, z.infer<typeof NodeInfo>>

/** @returns null where the reply is no object of nodes at all */
export function readObjectInfo(json: unknown): ObjectInfo | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
  const info = new Map<string, z.infer<typeof NodeInfo>>()
  for (const [className, entry] of Object.entries(json)) {
    const parsed = NodeInfo.safeParse(entry)
    if (parsed.success) info.set(className, parsed.data)
  }
  // A reply that has entries and describes no node is of something else.
  return info.size === 0 && Object.keys(json).length > 0 ? null : info
}

/** What an input takes, in one of the shapes that a check needs. `choices` null: any value of the type. */
export interface ExpectedInput {
  type: string
  choices: readonly unknown[] | null
  minimum: number | null
  maximum: number | null
}

/**
 * Reads an input's description. Lists of choices come in two shapes: `[["a","b"], {}]` from classic nodes, and
 * `["COMBO", {"options": ["a","b"]}]` from new ones.
 */
export function readExpected([kind, options]: z.infer<typeof InputSpec>): ExpectedInput {
  const detail = typeof options === 'object' && options !== null ? (options as Record<string, unknown>) : {}
  const { options: listed, min, max } = detail
  // Files that are uploaded, or that a remote list names, may come after the list was made.
  const open = ['image_upload', 'remote', 'video_upload', 'audio_upload'].some((name) => Boolean(detail[name]))
  if (Array.isArray(kind)) return { type: 'COMBO', choices: open ? null : kind, minimum: null, maximum: null }
  if (kind === 'COMBO') {
    return { type: kind, choices: Array.isArray(listed) && !open ? listed : null, minimum: null, maximum: null }
  }
  return {
    type: kind,
    choices: null,
    minimum: typeof min === 'number' ? min : null,
    maximum: typeof max === 'number' ? max : null,
  }
}
