import { NODE_DEFINITIONS, type InputDefinition, type NodeDefinition } from './node-definitions.ts'

/** GET /object_info: every class, or the one that is asked for; `{}` for one that is not known. */
export function describeNodes(inputFiles: readonly string[], className?: string): Record<string, object> {
  const wanted = Object.entries(NODE_DEFINITIONS).filter(([name]) => className === undefined || name === className)
  return Object.fromEntries(wanted.map(([name, definition]) => [name, describeNode(name, definition, inputFiles)]))
}

function describeNode(name: string, definition: NodeDefinition, inputFiles: readonly string[]): object {
  const { required, output, displayName, category, outputNode = false } = definition
  return {
    input: {
      required: Object.fromEntries(
        Object.entries(required).map(([input, spec]) => [input, describeInput(definition, spec, inputFiles)]),
      ),
    },
    input_order: { required: Object.keys(required) },
    output,
    output_is_list: output.map(() => false),
    output_name: output,
    name,
    display_name: displayName,
    description: '',
    python_module: 'nodes',
    category,
    output_node: outputNode,
  }
}

/** An input as it is described and as it is quoted in errors. */
export function describeInput(
  { newStyle = false }: NodeDefinition,
  [kind, options = {}]: InputDefinition,
  inputFiles: readonly string[],
): readonly unknown[] {
  if (typeof kind === 'string') return Object.keys(options).length === 0 ? [kind] : [kind, options]
  const choices = options['image_upload'] === true ? inputFiles : kind
  return newStyle ? ['COMBO', { ...options, options: choices }] : [choices, options]
}
