import type { Database } from 'better-sqlite3'
import { Workflow, WorkflowContent, type StoredWorkflow } from '#shared/domain/workflow.ts'

interface WorkflowRecord {
  id: string
  name: string
  createdAt: string
  content: string
}

export type WorkflowStore = ReturnType<typeof createWorkflowStore>

/** Owner of `workflows`. */
export function createWorkflowStore(database: Database) {
  const upsert = database.prepare<WorkflowRecord>(`
    INSERT INTO workflows (id, name, created_at, content) VALUES (@id, @name, @createdAt, @content)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, content = excluded.content`)
  const columns = 'id, name, created_at AS createdAt, content'
  const select = database.prepare<[string], WorkflowRecord>(`SELECT ${columns} FROM workflows WHERE id = ?`)
  // Ids count up with time.
  const selectAll = database.prepare<[], WorkflowRecord>(`SELECT ${columns} FROM workflows ORDER BY id`)
  const remove = database.prepare<[string]>('DELETE FROM workflows WHERE id = ?')
  return {
    /** A new workflow, or name and content of one that exists: its time of creation stays. */
    put({ id, name, createdAt, content }: StoredWorkflow): void {
      upsert.run({ id, name, createdAt, content: JSON.stringify(content) })
    },
    /** Read whole and checked: a row that does not fit is an error, never a workflow with holes. */
    get(id: string): StoredWorkflow | null {
      const record = select.get(id)
      return record === undefined ? null : toWorkflow(record)
    },
    /** In the order in which they were made. */
    list(): StoredWorkflow[] {
      return selectAll.all().map(toWorkflow)
    },
    /** @returns whether there was one */
    remove(id: string): boolean {
      return remove.run(id).changes === 1
    },
  }
}

function toWorkflow({ createdAt, content, ...record }: WorkflowRecord): StoredWorkflow {
  const workflow = Workflow.parse({ ...record, content: WorkflowContent.parse(JSON.parse(content)) })
  return { ...workflow, createdAt }
}
