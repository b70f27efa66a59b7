import type { PromptFilePreview } from '#shared/contract/prompt-set.ts'
import type { PromptFileReading, PromptFormat } from '#shared/domain/prompt-file.ts'
import desk from '../../ui/desk.module.css'
import { SelectField } from '../../ui/field.tsx'
import styles from './prompt-sets.module.css'

interface ReadingFieldsProps {
  reading: PromptFileReading
  /** What it was read as; undefined while it can't be read. */
  read: PromptFilePreview | undefined
  onChange: (reading: PromptFileReading) => void
}

const FORMATS: Record<PromptFormat, string> = {
  csv: 'CSV',
  tsv: 'TSV',
  json: 'JSON',
  jsonl: 'JSON lines',
  text: 'one prompt a line',
}

/** How a file is read. What nobody chose is what was found, and says so. */
export function ReadingFields({ reading, read, onChange }: ReadingFieldsProps) {
  const format = reading.format ?? read?.format
  const isTable = format === 'csv' || format === 'tsv'
  return (
    <div className={`${styles['reading']} ${desk['line']}`}>
      <SelectField
        label="Read as"
        value={format ?? ''}
        width="160px"
        options={[
          ...(format === undefined ? [{ value: '', label: 'not known' }] : []),
          ...Object.entries(FORMATS).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(value) => onChange({ format: value as PromptFormat })}
      />
      {isTable && (
        <>
          <SelectField
            label="Between fields"
            value={reading.delimiter ?? read?.delimiter ?? ','}
            width="130px"
            options={[
              { value: ',', label: 'a comma' },
              { value: ';', label: 'a semicolon' },
              { value: '\t', label: 'a tab' },
              { value: '|', label: 'a bar' },
            ]}
            onChange={(value) =>
              onChange({ ...reading, delimiter: value as NonNullable<PromptFileReading['delimiter']> })
            }
          />
          <SelectField
            label="Quotes"
            value={reading.quotes ?? read?.quotes ?? 'doubled'}
            width="190px"
            options={[
              { value: 'doubled', label: 'stand around fields' },
              { value: 'literal', label: 'belong to the text' },
            ]}
            onChange={(value) => onChange({ ...reading, quotes: value as NonNullable<PromptFileReading['quotes']> })}
          />
          <label className={styles['check']}>
            <input
              type="checkbox"
              checked={reading.header ?? true}
              onChange={(event) => onChange({ ...reading, header: event.target.checked })}
            />
            The first line names the columns
          </label>
        </>
      )}
    </div>
  )
}
