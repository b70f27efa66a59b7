import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

/** What a validator that is not ours finds wrong in a value; empty where it fits the schema. */
export function schemaProblems(schema: object, value: unknown): string[] {
  // A record of given keys names its keys apart from what it requires.
  const validator = new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    strictTuples: false,
    strictRequired: false,
  })
  formats.default(validator)
  validator.validate(schema, value)
  return (validator.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
