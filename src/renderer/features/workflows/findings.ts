import type { QueryClient } from '@tanstack/react-query'
import type { ImportedWorkflow } from '#shared/contract/workflow.ts'

export type Findings = Pick<ImportedWorkflow, 'reasons' | 'notes'>

/** Where the findings of an import are kept while the page is open: the workbench keeps the bindings, not why they were chosen. */
export const findingsKey = (workflowId: string): readonly string[] => ['import-findings', workflowId]

export function keepFindings(cache: QueryClient, { workflow, reasons, notes }: ImportedWorkflow): void {
  cache.setQueryDefaults(findingsKey(workflow.id), { gcTime: Number.POSITIVE_INFINITY })
  cache.setQueryData<Findings>(findingsKey(workflow.id), { reasons, notes })
}
