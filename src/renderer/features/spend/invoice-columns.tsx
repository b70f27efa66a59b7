import type { InvoiceMapping, InvoicePreview } from '#shared/domain/invoice.ts'
import { SelectField } from '../../ui/field.tsx'
import styles from './spend.module.css'

const FIELDS = [
  { field: 'date', label: 'Date' },
  { field: 'amount', label: 'Amount' },
  { field: 'currency', label: 'Currency' },
  { field: 'requestId', label: 'Request or job id' },
  { field: 'model', label: 'Model' },
  { field: 'quantity', label: 'Quantity' },
  { field: 'description', label: 'Description' },
] as const

/** Which column of the file holds what, with its first rows beside it. */
export function InvoiceColumns({
  preview,
  onMapping,
}: {
  preview: InvoicePreview
  onMapping: (mapping: InvoiceMapping) => void
}) {
  const { columns, mapping, rows } = preview
  const options = [{ value: '', label: 'none' }, ...columns.map((column) => ({ value: column, label: column }))]
  return (
    <>
      <div className={styles['mapping']}>
        {FIELDS.map(({ field, label }) => (
          <SelectField
            key={field}
            label={label}
            value={mapping[field] ?? ''}
            options={options}
            onChange={(column) => onMapping({ ...mapping, [field]: column === '' ? null : column })}
          />
        ))}
        <SelectField
          label="Amounts are written"
          value={mapping.decimalMark}
          options={[
            { value: '.', label: '1,234.56' },
            { value: ',', label: '1.234,56' },
          ]}
          onChange={(mark) => onMapping({ ...mapping, decimalMark: mark === ',' ? ',' : '.' })}
        />
        <SelectField
          label="Days are written"
          value={mapping.dayFirst ? 'day' : 'month'}
          options={[
            { value: 'month', label: '12/31/2026, or the year first' },
            { value: 'day', label: '31/12/2026' },
          ]}
          onChange={(first) => onMapping({ ...mapping, dayFirst: first === 'day' })}
        />
      </div>
      <section className={styles['rows']} aria-label="The first rows of the file">
        <table className="compact">
          <thead>
            <tr>
              {columns.map((column) => (
                <th scope="col" key={column}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, index) => (
              <tr key={index}>
                {columns.map((column, place) => (
                  <td key={column}>{cells[place]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
