/** A whole number with its thousands grouped: `12,800` */
export function figureText(count: number): string {
  return count.toLocaleString('en-US')
}

/** `1 sample`, `1,200 samples` */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${figureText(count)} ${count === 1 ? one : many}`
}
