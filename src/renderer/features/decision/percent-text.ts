/** A weight from 0 to 1 in percent: whole where it is, else to one place, so that what is shown adds up as far as it can. */
export function percentText(weight: number): string {
  const percent = weight * 100
  return Math.abs(percent - Math.round(percent)) < 1e-6 ? String(Math.round(percent)) : percent.toFixed(1)
}
