import type { Problem } from '#shared/errors.ts'

/** `Name: value`, one a line, as headers are written. */
export function readHeaders(text: string, path: string, problems: Problem[]): Record<string, string> {
  return Object.fromEntries(readPairs(text, ':', path, problems))
}

export function writeHeaders(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
}

type Constant = string | number | boolean

/** `name = value`, one a line. `true`, `false` and numbers are read as such; a text in double quotes stays one. */
export function readConstants(text: string, path: string, problems: Problem[]): Record<string, Constant> {
  return Object.fromEntries(readPairs(text, '=', path, problems).map(([name, value]) => [name, readConstant(value)]))
}

export function writeConstants(constants: Readonly<Record<string, Constant>>): string {
  return Object.entries(constants)
    .map(([name, value]) => `${name} = ${readConstant(String(value)) === value ? String(value) : `"${String(value)}"`}`)
    .join('\n')
}

function readConstant(text: string): Constant {
  if (text === 'true' || text === 'false') return text === 'true'
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  return /^".*"$/.test(text) ? text.slice(1, -1) : text
}

function readPairs(text: string, sign: string, path: string, problems: Problem[]): [string, string][] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.flatMap((line): [string, string][] => {
    const at = line.indexOf(sign)
    if (at > 0) return [[line.slice(0, at).trim(), line.slice(at + 1).trim()]]
    problems.push({ path, message: `“${line}” has no “${sign}” between a name and a value` })
    return []
  })
}
