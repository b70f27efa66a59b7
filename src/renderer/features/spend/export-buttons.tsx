import { useMutation } from '@tanstack/react-query'
import type { SpendFilter, SpendGrouping } from '#shared/domain/spend.ts'
import { client } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { saveFile } from '../../ui/save-file.ts'

interface ExportButtonsProps {
  /** Of the file, without its ending. */
  name: string
  input: { filter: SpendFilter; by: SpendGrouping | null; currency: string | null }
  /** What is shown, as it is; null where it is lines, which are asked for whole. */
  json: unknown
}

/** Largest page that the ledger gives at once. */
const PAGE = 1000

/** What is shown as a file: all of its rows, not those in sight alone. */
export function ExportButtons({ name, input, json }: ExportButtonsProps) {
  const save = useMutation({
    mutationFn: async (format: 'csv' | 'json') => {
      if (format === 'csv') saveFile(`${name}.csv`, (await client.spend.table(input)).csv, 'text/csv')
      else
        saveFile(`${name}.json`, JSON.stringify(json ?? (await everyLine(input.filter)), null, 2), 'application/json')
    },
  })
  return (
    <>
      {save.isError && <span className="small alarm">{readFailure(save.error).message}</span>}
      <Button look="quiet" small disabled={save.isPending} onClick={() => save.mutate('csv')}>
        CSV
      </Button>
      <Button look="quiet" small disabled={save.isPending} onClick={() => save.mutate('json')}>
        JSON
      </Button>
    </>
  )
}

async function everyLine(filter: SpendFilter): Promise<unknown[]> {
  const lines: unknown[] = []
  for (;;) {
    const page = await client.spend.lines({ filter, limit: PAGE, offset: lines.length })
    lines.push(...page.lines)
    if (page.lines.length < PAGE) return lines
  }
}
