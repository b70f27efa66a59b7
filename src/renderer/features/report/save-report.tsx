import { useMutation } from '@tanstack/react-query'
import { isBundleId } from '#shared/domain/bundle-id.ts'
import type { ExportFormat, ReportOptions } from '#shared/domain/report.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { fileNameOf } from '#shared/units/file-name.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx'
import { saveAddress, saveFile } from '../../ui/save-file.ts'

const FORMATS: readonly { format: ExportFormat; label: string; hint: string }[] = [
  { format: 'html', label: 'HTML', hint: 'one file' },
  { format: 'md', label: 'Markdown', hint: 'zip with pictures' },
  { format: 'json', label: 'JSON', hint: 'plan, numbers, rows' },
  { format: 'csv', label: 'CSV', hint: 'rows' },
]

/** Saves the report as it is shown, in the format that is chosen. */
export function SaveReport({ trial, options }: { trial: Trial; options: ReportOptions }) {
  const report = useMutation(
    workbench.report.export.mutationOptions({ onSuccess: ({ file }) => saveFile(file.name, file, file.type) }),
  )
  const gallery = useMutation(
    workbench.report.gallery.mutationOptions({ onSuccess: ({ file }) => saveFile(file.name, file, file.type) }),
  )
  // It may hold thousands of pictures: it is written to the data folder, and read from there as a file.
  const bundle = useMutation(
    workbench.report.write.mutationOptions({
      onSuccess: () => saveAddress(`${fileNameOf(trial.plan.name)}-evidence.zip`, `/reports/${trial.id}/evidence.zip`),
    }),
  )
  const saving = report.isPending || gallery.isPending || bundle.isPending
  const error = report.error ?? gallery.error ?? bundle.error
  const manifestSha256 = bundle.data?.files.find(({ format }) => format === 'bundle')?.manifestSha256
  const reset = (): void => {
    for (const each of [report, gallery, bundle]) each.reset()
  }
  const save = (format: ExportFormat): void => {
    reset()
    report.mutate({ trialId: trial.id, format, ...options })
  }
  const saveGallery = (): void => {
    reset()
    gallery.mutate({ trialId: trial.id, repeats: trial.plan.repeats })
  }
  const saveBundle = (): void => {
    reset()
    bundle.mutate({ trialId: trial.id, formats: ['bundle'], ...options })
  }
  return (
    <>
      {error !== null && (
        <span role="alert" className="small alarm">
          {readFailure(error).message}
        </span>
      )}
      {manifestSha256 !== undefined && (
        <output className="small two" title={`Manifest SHA-256 ${manifestSha256}`}>
          Bundle saved, manifest <span className="mono">{manifestSha256.slice(0, 12)}…</span>
        </output>
      )}
      <Menu label={saving ? 'Saving…' : 'Save as'} disabled={saving}>
        {FORMATS.map(({ format, label, hint }) => (
          <MenuItem key={format} hint={hint} onSelect={() => save(format)}>
            {label}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem hint="light table, one file" onSelect={saveGallery}>
          Gallery
        </MenuItem>
        <MenuItem hint={isBundleId(trial.id) ? 'as it came' : 'zip that Assay opens again'} onSelect={saveBundle}>
          Evidence bundle
        </MenuItem>
      </Menu>
      <Button look="primary" disabled={saving} onClick={() => save('pdf')}>
        Save PDF
      </Button>
    </>
  )
}
