import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { ShippedTemplate, ShippedWorkflow } from '#shared/contract/workflow.ts'

/** The graphs that ship with Assay, by name of their file. Which nodes and models they need is the server's to have. */
export function readShippedWorkflows(resourcesDirectory: string): Promise<ShippedWorkflow[]> {
  return readAll(join(resourcesDirectory, 'workflows'), ShippedWorkflow)
}

/** The templates of calls that ship with Assay, by name of their file. */
export function readShippedTemplates(resourcesDirectory: string): Promise<ShippedTemplate[]> {
  return readAll(join(resourcesDirectory, 'workflows', 'http'), ShippedTemplate)
}

async function readAll<Schema extends z.ZodType>(directory: string, schema: Schema): Promise<z.infer<Schema>[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.json')).sort()
  return Promise.all(files.map(async (file) => schema.parse(JSON.parse(await readFile(join(directory, file), 'utf8')))))
}
