import type { ReportOptions, ReportTemplate } from '#shared/domain/report.ts'
import { Menu, MenuCheck, MenuChoice, MenuLabel, MenuLine } from '../../ui/menu.tsx'

const TEMPLATES: readonly { value: ReportTemplate; label: string; hint: string }[] = [
  { value: 'full', label: 'Full report', hint: 'all sections' },
  { value: 'one-page', label: 'One page', hint: 'answer and limits' },
  { value: 'appendix', label: 'Appendix only', hint: 'the evidence' },
]

/** Which sections a report has, and what it does not show. */
export function ReportChoices({
  options,
  onChange,
}: {
  options: ReportOptions
  onChange: (options: ReportOptions) => void
}) {
  const { template, leaveOut } = options
  const change = (what: ReportOptions['leaveOut'][number], left: boolean): void =>
    onChange({ template, leaveOut: left ? [...leaveOut, what] : leaveOut.filter((each) => each !== what) })
  const left = leaveOut.length === 0 ? '' : `, without ${leaveOut.toSorted().reverse().join(' and ')}`
  const chosen = TEMPLATES.find(({ value }) => value === template)?.label ?? template
  return (
    <Menu look="quiet" label={`${chosen}${left}`}>
      <MenuChoice
        label="Sections"
        value={template}
        options={TEMPLATES}
        onChange={(next) => onChange({ template: next, leaveOut })}
      />
      <MenuLine />
      <MenuLabel>Leave out, in every format</MenuLabel>
      <MenuCheck checked={leaveOut.includes('prompts')} onChange={(left) => change('prompts', left)}>
        Prompts, and messages that may repeat them
      </MenuCheck>
      <MenuCheck checked={leaveOut.includes('pictures')} onChange={(left) => change('pictures', left)}>
        Pictures
      </MenuCheck>
    </Menu>
  )
}
