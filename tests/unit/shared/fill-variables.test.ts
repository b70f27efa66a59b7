import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeBraces, fillPrompt, fillVariables } from '#shared/domain/fill-variables.ts'

describe('a placeholder', () => {
  test.each([
    ['a {{colour}} fox', 'a red fox', []],
    ['{{ colour }}{{colour}}', 'redred', []],
    ['{{Colour}} {{size}} {{Colour}}', '{{Colour}} {{size}} {{Colour}}', ['Colour', 'size']],
    [String.raw`\{{colour}} {{colour}}`, '{{colour}} red', []],
    [String.raw`C:\{colour}`, String.raw`C:\{colour}`, []],
    ['{{nested}}', '{{colour}}', []],
    ['{{}} {{ }} {{colour {{open', '{{}} {{ }} {{colour {{open', []],
    ['{{{colour}}}', '{red}', []],
    ['{{constructor}} {{__proto__}}', '{{constructor}} {{__proto__}}', ['constructor', '__proto__']],
    ['{{money}}', '$& $1', []],
  ])('in %j is filled wrong', (text, filled, missing) => {
    const variables = { colour: 'red', nested: '{{colour}}', money: '$& $1' }
    expect(fillVariables(text, variables)).toEqual({ text: filled, missing })
  })

  test('comes into being where a filled text is asked for again', () => {
    const text = fc.string({ unit: fc.constantFrom('{', '}', '\\', 'a', ' ', '\n') })
    fc.assert(
      fc.property(text, (asked) => {
        expect(fillVariables(escapeBraces(asked), { a: 'x' })).toEqual({ text: asked, missing: [] })
      }),
    )
  })

  test('without an end takes seconds to be found out', () => {
    const hostile = `{{${' '.repeat(32_000)}`.repeat(3)
    expect(fillVariables(hostile, {}).missing).toEqual([])
  })

  test('of a negative prompt is forgotten, or told twice', () => {
    const prompt = { text: 'a {{x}}', negativePrompt: 'no {{x}}, no {{y}}', variables: { y: 'fog' } }
    expect(fillPrompt(prompt)).toEqual({ text: 'a {{x}}', negativePrompt: 'no {{x}}, no fog', missing: ['x'] })
    expect(fillPrompt({ text: 'a' }).negativePrompt).toBeNull()
  })
})
