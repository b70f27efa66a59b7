import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ShippedWorkflow } from '#shared/contract/workflow.ts'

/** The graphs that ship with Assay, by name of their file. Which nodes and models they need is the server's to have. */
export async function readShippedWorkflows(resourcesDirectory: string): Promise<ShippedWorkflow[]> {
  const directory = join(resourcesDirectory, 'workflows')
  const files = (await readdir(directory)).filter((file) => file.endsWith('.json')).sort()
  return Promise.all(
    files.map(async (file) => ShippedWorkflow.parse(JSON.parse(await readFile(join(directory, file), 'utf8')))),
  )
}
