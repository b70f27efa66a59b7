import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { PlannedVotingFile } from '#main/reports/voting-file/planned-file.ts'
import { LONGEST_SIDE } from '#main/reports/voting-file/reduce-picture.ts'
import { writeVotingFile } from '#main/reports/voting-file/write-voting-file.ts'
import type { VotingFileContent } from '#shared/domain/voting-file.ts'

const PAGE = '<html><body><!--ballots--><script type="module">page()</script></body></html>'

const FILE: PlannedVotingFile = {
  fileId: 'voting-file-1',
  ballots: [
    { number: 1, question: 'preferred', prompt: 'a lake', pictures: ['picture-1', 'picture-2'] },
    { number: 2, question: 'preferred', prompt: 'dunes', pictures: ['picture-2', 'picture-3'] },
  ],
  given: [],
  pictures: [1, 2, 3].map((number) => ({ name: `picture-${number}`, sha256: String(number) })),
}

/** Noise, so that it can't be made small, with the maker's name in its metadata. */
async function picture(width: number, height: number, format: 'png' | 'jpeg'): Promise<Uint8Array> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 }
  return sharp({ create: { width, height, channels: 3, background: 'grey', noise } })
    .withExif({ IFD0: { Artist: 'NovitaMaker', ImageDescription: 'drawn by flux-schnell' } })
    .toFormat(format)
    .toBuffer()
}

async function write(
  pictures: Record<string, Uint8Array>,
  changes: Partial<Parameters<typeof writeVotingFile>[0]> = {},
): Promise<{ html: string; content: VotingFileContent }> {
  const written = await writeVotingFile({
    file: FILE,
    page: PAGE,
    largestSide: 64,
    readPicture: async (sha256) => {
      const bytes = pictures[sha256]
      if (bytes === undefined) throw new Error('no such file')
      return bytes
    },
    ...changes,
  })
  const html = Buffer.from(written).toString()
  const json = /<script type="application\/json" id="ballots">(.*?)<\/script>/s.exec(html)?.[1]
  return { html, content: JSON.parse(json ?? '') as VotingFileContent }
}

const bytesOf = (address = ''): Buffer => Buffer.from(address.split(',')[1] ?? '', 'base64')

describe('a voting file', () => {
  test('a picture is lost or of another size, or its format or metadata tell who made it', async () => {
    const { content } = await write({
      1: await picture(64, 48, 'png'),
      2: await picture(32, 32, 'jpeg'),
      3: await picture(64, 48, 'png'),
    })
    expect(content.ballots).toEqual(FILE.ballots)
    const found = Object.entries(content.pictures).toSorted(([one], [other]) => one.localeCompare(other))
    expect(found.map(([name, { width, height }]) => [name, width, height])).toEqual([
      ['picture-1', 64, 48],
      ['picture-2', 32, 32],
      ['picture-3', 64, 48],
    ])
    for (const [, { address, width, height }] of found) {
      expect(address).toMatch(/^data:image\/jpeg;base64,/)
      const bytes = bytesOf(address)
      expect(await sharp(bytes).metadata()).toMatchObject({ width, height, chromaSubsampling: '4:4:4' })
      expect(bytes.includes('NovitaMaker') || bytes.includes('flux')).toBe(false)
    }
  })

  test('what one sees through becomes opaque, or a large picture is not reduced by the factor of all', async () => {
    const clear = await sharp({ create: { width: 40, height: 20, channels: 4, background: '#ff000080' } })
      .png()
      .toBuffer()
    const opaque = await picture(40, 20, 'png')
    const { content } = await write({ 1: clear, 2: opaque, 3: opaque }, { largestSide: LONGEST_SIDE * 2 })
    const { address, width, height } = content.pictures['picture-1'] ?? {}
    expect([width, height]).toEqual([20, 10])
    expect(address).toMatch(/^data:image\/webp;base64,/)
    expect((await sharp(bytesOf(address)).stats()).isOpaque).toBe(false)
  })

  test('what models were given is left out, told with another size, or makes what is judged smaller', async () => {
    const [first, second] = FILE.ballots
    if (first === undefined || second === undefined) throw new Error('Two ballots are needed.')
    const given = { picture: 'given-1', width: LONGEST_SIDE * 2, height: 100 }
    const file = { ...FILE, given: [{ name: 'given-1', sha256: 'g' }], ballots: [{ ...first, given }, second] }
    const judged = await picture(64, 48, 'png')
    const pictures = { 1: judged, 2: judged, 3: judged, g: await picture(LONGEST_SIDE * 2, 100, 'jpeg') }
    const { content } = await write(pictures, { file })
    expect(content.ballots.map((ballot) => ballot.given)).toEqual([given, undefined])
    expect(content.pictures['given-1']).toMatchObject({ width: LONGEST_SIDE, height: 50 })
    expect(content.pictures['picture-1']).toMatchObject({ width: 64, height: 48 })
    expect(content.pictureNote).toContain('A given picture is reduced by itself.')
    expect(bytesOf(content.pictures['given-1']?.address).includes('NovitaMaker')).toBe(false)
    const gone = write({ ...pictures, g: judged.subarray(0, judged.length / 2) }, { file })
    await expect(gone).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })

  test('a prompt ends the element that it lies in, or is changed by it', async () => {
    const prompt = '</script><img src=x onerror=alert(1)> $& <!-- “x” \u2028'
    const ballots = [{ number: 1, question: 'preferred' as const, prompt, pictures: ['picture-1'] }]
    const { html, content } = await write({ 1: await picture(8, 8, 'png') }, { file: { ...FILE, ballots } })
    expect(content.ballots[0]?.prompt).toBe(prompt)
    expect([...html.matchAll(/<\/script>/g)]).toHaveLength(2)
    expect(html).not.toContain('<img')
    expect(html).toContain('<script type="module">page()</script>')
  })

  test('a file grows beyond its limit, or says not how many ballots would fit', async () => {
    const one = await picture(64, 64, 'png')
    const pictures = { 1: one, 2: one, 3: one }
    const { html, content } = await write(pictures)
    const size = content.pictures['picture-1']?.address.length ?? 0
    await expect(write(pictures, { largestBytes: html.length - 1 })).rejects.toMatchObject({ code: 'BAD_USAGE' })
    await expect(write(pictures, { largestBytes: html.length - Math.round(size / 2) })).rejects.toThrow(
      /^A voting file of 2 ballots would be larger than .*, so none was written\. The first 1 ballot fits: ask for fewer\.$/,
    )
    await expect(write(pictures, { largestBytes: 1000 })).rejects.toThrow(/Not even the first ballot fits/)
  })

  test('a picture that is gone or damaged leaves a hole in the file', async () => {
    const one = await picture(64, 64, 'jpeg')
    await expect(write({ 1: one, 2: one })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: 'A picture of the prompt “dunes” can’t be read, so no voting file was written: no such file',
    })
    await expect(write({ 1: one, 2: one.subarray(0, one.length / 2), 3: one })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    })
  })
})
