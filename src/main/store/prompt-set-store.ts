import type { Database } from 'better-sqlite3'
import { PromptSet, type PromptSetSummary, type PromptSetVersion } from '#shared/domain/prompt-set.ts'

interface VersionRecord {
  promptSetId: string
  version: number
  createdAt: string
  description: string
  promptCount: number
  prompts: string
}

/** A version that is still to be numbered. */
export type NewVersion = Pick<PromptSet, 'createdAt' | 'description' | 'prompts'>
export type KeptSummary = Omit<PromptSetSummary, 'shipped'>

export type PromptSetStore = ReturnType<typeof createPromptSetStore>

/** Owner of `prompt_sets` and `prompt_set_versions`. */
export function createPromptSetStore(database: Database) {
  const insertSet = database.prepare<[string, string]>('INSERT INTO prompt_sets (id, name) VALUES (?, ?)')
  const insertVersion = database.prepare<VersionRecord>(`
    INSERT INTO prompt_set_versions (prompt_set_id, version, created_at, description, prompt_count, prompts)
    VALUES (@promptSetId, @version, @createdAt, @description, @promptCount, @prompts)`)
  const selectNewest = database
    .prepare<[string], number | null>('SELECT max(version) FROM prompt_set_versions WHERE prompt_set_id = ?')
    .pluck()
  const summaries = `
    SELECT id, name, version, created_at AS createdAt, prompt_count AS promptCount
    FROM prompt_sets JOIN prompt_set_versions AS newest ON prompt_set_id = id
      AND version = (SELECT max(version) FROM prompt_set_versions WHERE prompt_set_id = id)`
  // Ids count up with time.
  const selectSummaries = database.prepare<[], KeptSummary>(`${summaries} ORDER BY id`)
  const selectSummary = database.prepare<[string], KeptSummary>(`${summaries} WHERE id = ?`)
  const selectVersions = database.prepare<[string], PromptSetVersion>(`
    SELECT version, created_at AS createdAt, description, prompt_count AS promptCount
    FROM prompt_set_versions WHERE prompt_set_id = ? ORDER BY version DESC`)
  const select = database.prepare<[string, number], Omit<PromptSet, 'prompts'> & { prompts: string }>(`
    SELECT id, name, version, created_at AS createdAt, description, prompts
    FROM prompt_sets JOIN prompt_set_versions ON prompt_set_id = id WHERE id = ? AND version = ?`)
  const rename = database.prepare<[string, string]>('UPDATE prompt_sets SET name = ? WHERE id = ?')
  const removeVersions = database.prepare<[string]>('DELETE FROM prompt_set_versions WHERE prompt_set_id = ?')
  const removeSet = database.prepare<[string]>('DELETE FROM prompt_sets WHERE id = ?')

  const write = (promptSetId: string, version: number, { createdAt, description, prompts }: NewVersion): void => {
    insertVersion.run({
      promptSetId,
      version,
      createdAt,
      description,
      promptCount: prompts.length,
      prompts: JSON.stringify(prompts),
    })
  }
  const create = database.transaction((id: string, name: string, first: NewVersion) => {
    insertSet.run(id, name)
    write(id, 1, first)
  })
  const addVersion = database.transaction((id: string, basedOn: number, next: NewVersion): boolean => {
    if (selectNewest.get(id) !== basedOn) return false
    write(id, basedOn + 1, next)
    return true
  })
  const remove = database.transaction((id: string): boolean => {
    removeVersions.run(id)
    return removeSet.run(id).changes === 1
  })

  return {
    create(id: string, name: string, first: NewVersion): void {
      create.immediate(id, name, first)
    },
    /**
     * Adds the version after `basedOn`, which must be the newest: two that edit the same one must not hide each other's work.
     * @returns whether it was
     */
    addVersion(id: string, basedOn: number, next: NewVersion): boolean {
      return addVersion.immediate(id, basedOn, next)
    },
    /** The newest version of each set, in the order in which the sets were made. */
    list(): KeptSummary[] {
      return selectSummaries.all()
    },
    summary(id: string): KeptSummary | null {
      return selectSummary.get(id) ?? null
    },
    /** The newest first; none where there is no such set. */
    versions(id: string): PromptSetVersion[] {
      return selectVersions.all(id)
    },
    /** Read whole and checked: a row that does not fit is an error, never a set with holes. */
    get(id: string, version: number): PromptSet | null {
      const record = select.get(id, version)
      return record === undefined ? null : PromptSet.parse({ ...record, prompts: JSON.parse(record.prompts) })
    },
    /** @returns whether there was one */
    rename(id: string, name: string): boolean {
      return rename.run(name, id).changes === 1
    },
    /** With all its versions. @returns whether there was one */
    remove(id: string): boolean {
      return remove.immediate(id)
    },
  }
}
