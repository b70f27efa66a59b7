import { useQuery } from '@tanstack/react-query'
import type { ShippedTemplate } from '#shared/contract/workflow.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './workflows.module.css'

interface TemplateListProps {
  /** Whether something was typed that a template would replace. */
  typed: boolean
  onChoose: (template: ShippedTemplate) => void
}

/** The templates that ship with Assay: the form is filled in from one, and changed to what one's own API wants. */
export function TemplateList({ typed, onChoose }: TemplateListProps) {
  const templates = useQuery(workbench.workflow.templates.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  if (templates.isError) {
    return <Note look="warn">The templates that ship can’t be listed. {readFailure(templates.error).message}</Note>
  }
  return (
    <section aria-labelledby="templates">
      <h2 id="templates">Start from a template</h2>
      <ul className={styles['shipped']}>
        {(templates.data ?? []).map((template) => (
          <li key={template.id}>
            <span>{template.name}</span>
            <span className="small two">{template.about}</span>
            <UseTemplate template={template} typed={typed} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function UseTemplate({ template, typed, onChoose }: TemplateListProps & { template: ShippedTemplate }) {
  const label = `Use ${template.name}`
  if (!typed) {
    return (
      <Button small aria-label={label} onClick={() => onChoose(template)}>
        Use
      </Button>
    )
  }
  return (
    <ConfirmDialog
      trigger={
        <Button small aria-label={label}>
          Use…
        </Button>
      }
      title={`Start from “${template.name}”?`}
      stay="Keep what I typed"
      confirm="Use the template"
      confirmLook="primary"
      onConfirm={() => onChoose(template)}
    >
      What you have typed is replaced.
    </ConfirmDialog>
  )
}
