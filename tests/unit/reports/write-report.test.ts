import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { HOURLY_PRICE, makeContender, makeRow, makeRows, makeTrial } from './make-trial.ts'
import { writePlainReport } from './write-plain-report.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'assay-report-'))
})
afterEach(async () => {
  await rm(directory, { recursive: true, force: true })
})

const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)> ' & \u202E\u0000 </style> \${1}`

describe('the report', () => {
  test('hostile text is inert: no tag, attribute, script or remote address comes from it', async () => {
    const trial = makeTrial([makeContender(0, { name: HOSTILE.slice(0, 80), modelName: HOSTILE, family: HOSTILE })])
    trial.plan.name = HOSTILE
    trial.plan.question = HOSTILE
    trial.statusReason = HOSTILE
    trial.status = 'failed'
    trial.plan.cases = trial.plan.cases.map((prompt) => ({ ...prompt, name: HOSTILE, prompt: HOSTILE }))
    const rows = makeRows('contender-0', [1000, 1100], (index) =>
      index === 0 ? { outcome: 'failed', failureClass: 'server', failureMessage: HOSTILE, image: null } : {},
    )
    const html = await report(trial, rows)
    expect(html).not.toMatch(/<script/i)
    // What is left of a tag without its quoted values: an event handler would have to stand here.
    expect(html.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+/i)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect([...html.matchAll(/<\/style>/g)]).toHaveLength(1)
  })

  test('it loads nothing from elsewhere and says so to the browser', async () => {
    const trial = makeTrial([makeContender(0, { account: 'environment', baseUrl: 'https://api.novita.ai/v3' })])
    const html = await report(trial, makeRows('contender-0', [1000]), await picture('#888'))
    for (const [, address] of html.matchAll(/\b(?:src|href|srcset|data|action|poster)\s*=\s*"([^"]*)"/g)) {
      expect(address).toMatch(/^(data:image\/jpeg;base64,|#[a-z-]+$)/)
    }
    expect(html).not.toMatch(/url\(|@import|<link|<iframe|<object|<base/i)
    expect(html).toContain('default-src &#39;none&#39;; img-src data:; style-src &#39;unsafe-inline&#39;')
  })

  test('what models were given does not stand with its prompt, or one that is gone is passed over', async () => {
    const trial = makeTrial([makeContender(0, { task: 'image-to-image' })], { prompts: 2 })
    const given = { sha256: 'd'.repeat(64), format: 'png' as const, width: 600, height: 300, sizeBytes: 9 }
    trial.plan.cases = trial.plan.cases.map((asked, index) => ({ ...asked, picture: index === 0 ? given : null }))
    const rows = makeRows('contender-0', [1000, 1000])
    const bytes = {
      drawn: await picture('#888', 64),
      given: await sharp(await picture('#123'))
        .resize(600, 300)
        .png()
        .toBuffer(),
    }
    await write(trial, rows, async (sha256) => (sha256 === given.sha256 ? bytes.given : bytes.drawn))
    const html = await readFile(join(directory, 'report.html'), 'utf8')
    const [figure, ...others] = html.match(/<figure class="given">.*?<\/figure>/gs) ?? []
    expect(others).toEqual([])
    expect(figure).toContain('Given picture, 600 × 300')
    const encoded = /base64,([^"]*)"/.exec(figure ?? '')?.[1] ?? ''
    const { dominant } = await sharp(Buffer.from(encoded, 'base64')).stats()
    expect(dominant.b).toBeGreaterThan(dominant.r)
    expect(html).toContain('Beneath a prompt stands the picture that was given with it')

    await write(trial, rows, async (sha256) => (sha256 === given.sha256 ? null : bytes.drawn))
    expect(await readFile(join(directory, 'report.html'), 'utf8')).toMatch(
      /<figure class="given"><p>The picture is no longer in the data folder\.<\/p><figcaption>/,
    )
    trial.plan.contenders = trial.plan.contenders.map((contender) => ({ ...contender, task: 'generate' as const }))
    expect(await report(trial, rows)).not.toContain('class="given"')
  })

  test('an address is shown without its query, which may hold a credential', async () => {
    const trial = makeTrial([
      makeContender(0, { account: 'environment', baseUrl: 'https://host.example/v1?key=SECRET' }),
    ])
    expect(await report(trial, [makeRow('contender-0', 0)])).not.toContain('SECRET')
  })

  test('a percentile is printed where n supports it and nowhere else', async () => {
    const lanes = [5, 6, 35, 36, 71, 72]
    const contenders = lanes.map((_, index) => makeContender(index, { id: `lane-${index}`, name: `Lane ${index}` }))
    const rows = lanes.flatMap((count, index) =>
      makeRows(
        `lane-${index}`,
        Array.from({ length: count }, (_, sample) => 1000 + index * 500 + sample),
      ),
    )
    const html = await report(makeTrial(contenders, { repeats: 8 }), rows)
    const needs = { p50: 6, p90: 36, p95: 72, p99: 368 }
    for (const [name, needed] of Object.entries(needs)) {
      for (const [, heading, cell] of html.matchAll(
        new RegExp(`<tr>(<th scope="row">(?:(?!</tr>).)*?)<td class="${name}">(.*?)</td>`, 'gs'),
      )) {
        const lane = Number(/Lane (\d)/.exec(heading ?? '')?.[1])
        const supported = (lanes[lane] ?? 0) >= needed
        const printed = /<b>|needs n \d+/.exec(cell ?? '')?.[0]
        expect([name, lane, printed]).toEqual([name, lane, supported ? '<b>' : `needs n ${needed}`])
      }
    }
    expect(html.match(/<td class="p95">/g)).toHaveLength(lanes.length * 2)
  })

  test('unknown is said in words, and never becomes $0', async () => {
    const rows = makeRows('contender-0', [1000, 1100], () => ({ chargeMicros: null }))
    const html = await report(makeTrial([makeContender(0, { price: null })]), rows)
    expect(html).toContain('not reported')
    expect(html).toContain('charge not reported')
    expect(html).not.toMatch(/<b>\$0/)
  })

  test('practice is marked, and a real trial is not', async () => {
    const trial = makeTrial([makeContender(0)])
    expect(await report(trial, [makeRow('contender-0', 0)])).toContain('Practice data: simulated providers')
    expect(await report({ ...trial, practice: false }, [makeRow('contender-0', 0)])).not.toContain('Practice data')
  })

  test('trials without a row, without a success, of one sample and of one prompt are written all the same', async () => {
    const host = makeContender(1, { kind: 'host', price: HOURLY_PRICE })
    const trial = makeTrial([makeContender(0), host], { prompts: 1, repeats: 8 })
    const failed = makeRows('contender-0', [900, 950], () => ({
      caseIndex: 0,
      outcome: 'failed',
      failureClass: 'server',
      image: null,
    }))
    const onePrompt = makeRows('contender-1', [900, 950, 990, 1000, 1010, 1020, 1030], () => ({ caseIndex: 0 }))
    for (const rows of [[], failed, [makeRow('contender-1', 0)], [...failed, ...onePrompt]]) {
      const html = await report(trial, rows)
      expect(html).not.toMatch(/NaN|Infinity|undefined|\[object/)
    }
  })

  test('the same rows give the same bytes', async () => {
    const trial = makeTrial([makeContender(0), makeContender(1)])
    const rows = [...makeRows('contender-0', [1000, 1100]), ...makeRows('contender-1', [1000, 1100])]
    expect(await report(trial, rows)).toBe(await report(trial, rows.toReversed()))
  })
})

describe('pictures', () => {
  test('a smaller picture is drawn smaller, a black one is shown, a refusal and a lost file are said', async () => {
    const trial = makeTrial(
      [0, 1, 2, 3].map((position) => makeContender(position)),
      { prompts: 1 },
    )
    const image = { format: 'png' as const, sizeBytes: 1 }
    const rows = [
      makeRow('contender-0', 0, {
        image: { ...image, sha256: '1'.repeat(64), width: 768, height: 768 },
        flags: ['other-size'],
      }),
      makeRow('contender-1', 0, {
        image: { ...image, sha256: '2'.repeat(64), width: 1024, height: 1024 },
        flags: ['black'],
      }),
      makeRow('contender-2', 0, { outcome: 'refused', failureClass: 'content-policy', chargeMicros: 0, image: null }),
      makeRow('contender-3', 0, { image: { ...image, sha256: '4'.repeat(64), width: 1024, height: 1024 } }),
    ]
    const small = await picture('#aaa', 768)
    const black = await picture('#000')
    await write(trial, rows, async (sha256) => {
      if (sha256.startsWith('4')) throw new Error('ENOENT: no such file')
      return sha256.startsWith('1') ? small : black
    })
    const html = await readFile(join(directory, 'report.html'), 'utf8')
    expect(html).toContain('style="width:75.0%"')
    expect(html).toContain('768², asked 1024²')
    expect(html).toContain('black picture')
    expect(html).toContain('Content filter said no. Not counted as a failure.')
    expect(html).toContain('The picture could not be read: ENOENT')
    const embedded = [...html.matchAll(/src="data:image\/jpeg;base64,([^"]+)"/g)].map(([, text]) => text ?? '')
    expect(embedded).toHaveLength(2)
    const sizes = await Promise.all(embedded.map(async (text) => sharp(Buffer.from(text, 'base64')).metadata()))
    expect(sizes.map(({ width }) => width)).toEqual([288, 384])
  })

  test('all of a picture is decoded that has a thumbnail, or one that lies on its side is not turned up', async () => {
    const trial = makeTrial([makeContender(0)], { prompts: 1 })
    const asked: string[] = []
    const [thumbnail, turned] = await Promise.all([picture('#0f0', 384), turnedPicture()])
    const image = { format: 'jpeg' as const, sizeBytes: 1, width: 512, height: 1024 }
    const shown = async (readThumbnail: () => Promise<Uint8Array | null>): Promise<Buffer> => {
      await writePlainReport(
        directory,
        trial,
        [makeRow('contender-0', 0, { image: { ...image, sha256: '1'.repeat(64) } })],
        {
          readThumbnail,
          readPicture: async (sha256) => {
            asked.push(sha256)
            return turned
          },
        },
      )
      const html = await readFile(join(directory, 'report.html'), 'utf8')
      return Buffer.from(/src="data:image\/jpeg;base64,([^"]+)"/.exec(html)?.[1] ?? '', 'base64')
    }
    expect((await sharp(await shown(async () => thumbnail)).stats()).dominant).toMatchObject({ r: 8, g: 248 })
    expect(asked).toEqual([])
    expect(await sharp(await shown(async () => null)).metadata()).toMatchObject({ width: 192, height: 384 })
    expect(asked).toHaveLength(1)
  })

  test('a long plan shows prompts from all of it and stays small', async () => {
    const contenders = [0, 1, 2, 3].map((position) => makeContender(position))
    const trial = makeTrial(contenders, { prompts: 1600 })
    const rows = contenders.flatMap(({ id }) =>
      [0, 100, 1500].map((index) => makeRow(id, index, { caseIndex: index, repeat: 0 })),
    )
    const html = await report(trial, rows, await picture('#777'))
    expect(html).toContain('16 of 1,600 prompts, evenly spaced through the plan')
    expect(html).toContain('Prompt 1500')
    const [beside = '', appendix = ''] = html.split('id="further-pictures"')
    expect(beside.match(/class="prompt"/g)).toHaveLength(16)
    expect(appendix.match(/class="prompt"/g)).toHaveLength(84)
    expect(appendix).toContain('1,500 prompts more are in Assay.')
  })
})

test('pictures are read for a page that shows none', async () => {
  const asked: string[] = []
  await writePlainReport(directory, makeTrial([makeContender(0)]), [makeRow('contender-0', 0)], {
    formats: ['html'],
    options: { template: 'one-page', leaveOut: [] },
    readPicture: async (sha256) => {
      asked.push(sha256)
      return null
    },
  })
  expect(asked).toEqual([])
})

describe('the files', () => {
  test('the JSON does not fit the contract', async () => {
    const trial = makeTrial([makeContender(0)])
    const rows = makeRows('contender-0', [1000, 1100])
    await write(trial, rows)
    expect((await readdir(directory)).toSorted()).toEqual(['report.html', 'results.csv', 'results.json'])
    const json: { rows: unknown; analysis: unknown } = JSON.parse(
      await readFile(join(directory, 'results.json'), 'utf8'),
    )
    expect(json.rows).toEqual(rows)
    expect(TrialAnalysis.parse(json.analysis).succeeded).toBe(2)
  })

  test('a format is written that was not asked for', async () => {
    await writePlainReport(directory, makeTrial([makeContender(0)]), [makeRow('contender-0', 0)], { formats: ['csv'] })
    expect(await readdir(directory)).toEqual(['results.csv'])
  })
})

async function write(
  trial: Trial,
  rows: SampleRow[],
  readPicture: (sha256: string) => Promise<Uint8Array | null> = async () => null,
): Promise<void> {
  return writePlainReport(directory, trial, rows, { readPicture })
}

async function report(trial: Trial, rows: SampleRow[], bytes: Uint8Array | null = null): Promise<string> {
  await write(trial, rows, async () => bytes)
  return readFile(join(directory, 'report.html'), 'utf8')
}

/** Wide as it lies, tall as EXIF says that it stands. */
async function turnedPicture(): Promise<Uint8Array> {
  return sharp({ create: { width: 1024, height: 512, channels: 3, background: '#00f' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

async function picture(background: string, side = 1024): Promise<Uint8Array> {
  return sharp({ create: { width: side, height: side, channels: 3, background } })
    .png()
    .toBuffer()
}
