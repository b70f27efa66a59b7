import { AssayError } from '#shared/errors.ts'

/**
 * What is kept under an id and a name, by its id, its name, or the beginning of its id.
 * @param words what one of them is called, and what is said where there is none at all
 * @throws AssayError NOT_FOUND where there is none, or more than one
 */
export function findNamed<Kept extends { id: string; name: string }>(
  known: readonly Kept[],
  wanted: string,
  { noun, none }: { noun: string; none: string },
): Kept {
  const exact = known.find(({ id }) => id === wanted)
  if (exact !== undefined) return exact
  const named = known.filter(({ name }) => name === wanted)
  const fitting = named.length > 0 ? named : known.filter(({ id }) => id.startsWith(wanted))
  const [first] = fitting
  if (first !== undefined && fitting.length === 1) return first
  const names = known.map(({ id, name }) => `${id} (${name})`).join(', ')
  const problem = fitting.length > 1 ? `"${wanted}" fits more than one ${noun}.` : `There is no ${noun} "${wanted}".`
  throw new AssayError('NOT_FOUND', `${problem} ${names === '' ? none : `There are: ${names}.`}`)
}
