import { expect, test } from 'vitest'
import { endTurns, endTurnsIn, harmlessLine, terminalLine, terminalText } from '#shared/units/harmless-text.ts'

const [LRE, PDF, RLO, RLI, FSI, PDI] = ['\u202A', '\u202C', '\u202E', '\u2067', '\u2068', '\u2069']

test.each([
  ['an override that nothing ends', `a${RLO}b`, `a${RLO}b${PDF}`],
  ['an isolate that nothing ends', `${RLI}b`, `${RLI}b${PDI}`],
  ['an end that ends what a text is set into', `a${PDI}${RLO}b`, `a${RLO}b${PDF}`],
  ['an end of no embedding', `a${PDF}b`, 'ab'],
  ['an end of an embedding outside of its isolate', `${LRE}${RLI}${PDF}${PDI}`, `${LRE}${RLI}${PDI}${PDF}`],
  ['an isolate that ends before an override in it', `${RLI}${RLO}b${PDI}c`, `${RLI}${RLO}b${PDF}${PDI}c`],
  ['what is well nested', `${FSI}${RLO}b${PDF}${PDI}`, `${FSI}${RLO}b${PDF}${PDI}`],
  ['letters from right to left', 'שלום a', 'שלום a'],
])('%s turns round what follows, or is changed without need', (_, text, ended) => {
  expect(endTurns(text)).toBe(ended)
  expect(endTurnsIn({ of: [text, 1, null] })).toEqual({ of: [ended, 1, null] })
})

test('a line that begins with the end of an isolate is not isolated', () => {
  expect(harmlessLine(`${PDI}${RLO}b\n c`)).toBe(`${FSI}${RLO}b c${PDF}${PDI}`)
})

test('a text in a terminal clears the screen, writes over the line before or hides a line of its own', () => {
  expect(terminalText('a\u001B[2Jb\rc\r\nd\u009B1m\u202Ee')).toBe('a�[2Jb�c\r\nd�1m�e')
  expect(terminalLine('  holds\n FAILS\t')).toBe('holds FAILS')
})
