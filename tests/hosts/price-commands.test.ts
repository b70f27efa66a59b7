import { describe, expect, test } from 'vitest'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

async function prices(data: string, ...words: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const lines: Record<'out' | 'err', string[]> = { out: [], err: [] }
  const exitCode = await runCommandLine(['prices', ...words, '--data', data], {
    out: (text) => lines.out.push(text),
    err: (text) => lines.err.push(text),
    isTerminal: false,
    columns: 80,
  })
  return { exitCode, out: lines.out.join('\n'), err: lines.err.join('\n') }
}

const NEGOTIATED = ['add', 'novita', '--label', 'Negotiated', '--usd', '0.0021', '--per', 'image']

describe('assay prices', () => {
  test('keeps a price with all its rules, lists it beside those that ship, and removes it', async () => {
    const data = await temporaryDirectory()
    const rules = ['--model', 'sdxl', '--tier', '1000=0.002', '10000=0.0018', '--peak', '22-6=0.003@Asia/Shanghai']
    const dates = ['--from', '2026-01-01', '--until', '2099-12-31', '--increment', '1', '--note', 'by mail']
    const { exitCode, out } = await prices(data, ...NEGOTIATED, ...rules, ...dates, '--json')
    expect(exitCode).toBe(0)
    const saved = JSON.parse(out) as { price: { id: string } }
    expect(saved).toMatchObject({
      providerId: 'novita',
      own: true,
      price: {
        models: ['sdxl'],
        amountUsd: '0.0021',
        minimumIncrement: 1,
        tiers: [
          { fromUnits: 1000, amountUsd: '0.002' },
          { fromUnits: 10_000, amountUsd: '0.0018' },
        ],
        peakHours: { fromHour: 22, untilHour: 6, amountUsd: '0.003', timeZone: 'Asia/Shanghai' },
        effectiveFrom: '2026-01-01',
        effectiveUntil: '2099-12-31',
        confidence: 'typed-in',
        note: 'by mail',
      },
    })
    const listed = (await prices(data, 'list', 'novita')).out
    expect(listed).toContain(saved.price.id)
    expect(listed).toContain('novita/flux-1-schnell')
    expect((await prices(data, 'remove', saved.price.id)).exitCode).toBe(0)
    expect((await prices(data, 'list', 'novita')).out).not.toContain(saved.price.id)
  })

  test('shows what is claimed apart from the prices, with who claims it and what speaks against it', async () => {
    const { out } = await prices(await temporaryDirectory(), 'list', 'novita')
    const [list = '', claimed = ''] = out.split('Claimed, and never counted with')
    expect(claimed).toMatch(/2026-11-22.*\$0\.001 a picture.*But: .*\$0\.003/s)
    expect(list).not.toContain('0.001 ')
  })

  test.each([
    ['a unit that there is not', ['--per', 'smile'], /unit/],
    ['an amount that is no decimal', ['--usd', '1,5'], /amountUsd/],
    ['a tier that is none', ['--tier', 'many'], /--tier takes/],
    ['a peak that is none', ['--peak', 'noon'], /--peak takes/],
    ['a time zone that there is not', ['--peak', '8-20=1@Mars/Olympus'], /time zone/],
    ['an increment that is no number', ['--increment', 'some'], /minimumIncrement/],
  ])('refuses %s and keeps nothing', async (_, words, message) => {
    const data = await temporaryDirectory()
    const { exitCode, err } = await prices(data, ...NEGOTIATED, ...words)
    expect(exitCode).toBe(2)
    expect(err).toMatch(message)
    expect((await prices(data, 'list', 'novita')).out).not.toContain('own/')
  })

  test('changes no price that ships', async () => {
    const { exitCode, err } = await prices(await temporaryDirectory(), 'remove', 'novita/flux-1-schnell')
    expect(exitCode).toBe(1)
    expect(err).toMatch(/can't be changed/)
  })
})
