import { useMutation } from '@tanstack/react-query'
import type { Trial } from '#shared/domain/trial.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { saveFile } from '../../ui/save-file.ts'

/** Saves the light table of a trial as one file that opens without Assay. */
export function SaveGallery({ trial }: { trial: Trial }) {
  const save = useMutation(
    workbench.report.gallery.mutationOptions({
      onSuccess: ({ file }) => saveFile(file.name, file, 'text/html'),
    }),
  )
  return (
    <>
      {save.isError && (
        <span role="alert" className="small alarm">
          {readFailure(save.error).message}
        </span>
      )}
      <Button
        disabled={save.isPending}
        title="The light table and the comparison in one HTML file"
        onClick={() => save.mutate({ trialId: trial.id, repeats: trial.plan.repeats })}
      >
        {save.isPending ? 'Writing…' : 'Gallery'}
      </Button>
    </>
  )
}
