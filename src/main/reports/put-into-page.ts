/**
 * A built page with a value in it, which it reads from the element of that id.
 * @throws Error where the page has no place for it
 */
export function putIntoPage(page: string, { place, id, value }: { place: string; id: string; value: unknown }): Buffer {
  const [before, after] = page.split(place)
  if (before === undefined || after === undefined) throw new Error(`The page has no place for its content (${place}).`)
  // No text of a prompt can end the element that it lies in.
  const json = JSON.stringify(value).replaceAll('<', String.raw`\u003c`)
  return Buffer.from(`${before}<script type="application/json" id="${id}">${json}</script>${after}`)
}
