import { deflateSync } from 'node:zlib'
import { mkdir, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readBundle } from '#main/store/bundle/read-bundle.ts'
import { openStore } from '#main/store/open-store.ts'
import type { ImageFormat } from '#shared/domain/generation.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { exampleTrial } from '#tests/support/example-trial.ts'
import { keepPictureTrial, type PictureFile } from '#tests/support/fill-picture-trial.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { unzipped } from '../unit/store/bundle/example-bundle.ts'
import { exampleSample } from '../unit/store/examples.ts'
import { pngChunk } from '../unit/images/png-chunk.ts'
import { findSecrets } from './secret-canaries.ts'

const WORD = 'canary-heron-7f3a91c4'
/** With all that is written otherwise in JSON, HTML, a URL or CSV. */
const PROMPT = `A ${WORD}, "at dawn" & <mist>/é`
const SECRETS = [WORD, PROMPT]
const SIDE = 64
const TRIAL_ID = 'trial-example'
const FORMATS: readonly ImageFormat[] = ['png', 'jpeg', 'webp']

/** As ComfyUI and others save one: prompt and workflow beside the pixels, in every way that a format has for it. */
async function pictureThatTells(format: ImageFormat, tone: number): Promise<PictureFile> {
  const drawn = await sharp({
    create: { width: SIDE, height: SIDE, channels: 3, background: { r: tone, g: 90, b: 160 } },
  })
    .withExif({ IFD0: { ImageDescription: PROMPT } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><x:note>${WORD}</x:note></x:xmpmeta>`)
    .toFormat(format)
    .toBuffer()
  if (format !== 'png') return { bytes: drawn, format, width: SIDE, height: SIDE }
  const workflow = JSON.stringify({ 6: { class_type: 'CLIPTextEncode', inputs: { text: PROMPT } } })
  const told = [
    pngChunk('tEXt', Buffer.from(`prompt\0${workflow}`)),
    pngChunk('zTXt', Buffer.concat([Buffer.from('workflow\0\0'), deflateSync(workflow)])),
    pngChunk('iTXt', Buffer.from(`parameters\0\0\0\0\0${PROMPT}`)),
  ]
  // After the header, as most write them.
  return {
    bytes: Buffer.concat([drawn.subarray(0, 33), ...told, drawn.subarray(33)]),
    format,
    width: SIDE,
    height: SIDE,
  }
}

/** A trial that has the prompt at every place where it, or a text of somebody else that repeats it, can be. */
async function tellingFolder(): Promise<string> {
  const directory = await temporaryDirectory()
  await mkdir(directory, { recursive: true })
  const plain = exampleTrial({ contenders: [...FORMATS], cases: 2, repeats: 1 })
  const parameters = { width: SIDE, height: SIDE, negativePrompt: PROMPT }
  const trial: Trial = {
    ...plain,
    statusReason: null,
    finishedAt: '2026-11-22T11:00:00.000Z',
    plan: {
      ...plain.plan,
      axes: [{ name: 'subject', varies: { kind: 'variable', variable: 'subject' }, values: [PROMPT, 'another'] }],
      contenders: plain.plan.contenders.map((contender) => ({
        ...contender,
        workflow: {
          id: 'workflow-1',
          name: PROMPT,
          content: {
            kind: 'comfyui' as const,
            graph: { 6: { class_type: 'CLIPTextEncode', inputs: { text: PROMPT } } },
            bindings: {},
            outputNodeId: null,
          },
        },
      })),
      cases: plain.plan.cases.map((one, index) => ({
        ...one,
        name: PROMPT,
        prompt: PROMPT,
        tags: [WORD],
        variables: { subject: PROMPT },
        template: { text: `{{subject}} ${WORD}`, negativePrompt: PROMPT },
        coordinates: { subject: index === 0 ? PROMPT : 'another' },
        parameters,
      })),
    },
  }
  const pictures = await Promise.all(
    FORMATS.flatMap((contenderId, place) =>
      [0, 1].map(async (caseIndex) => ({
        contenderId,
        caseIndex,
        repeat: 0,
        picture: await pictureThatTells(contenderId, 40 * place + 7 * caseIndex),
      })),
    ),
  )
  await keepPictureTrial(directory, trial, SIDE, pictures)
  const store = openStore({ directory, clock: { now: () => new Date('2026-11-22T12:00:00.000Z') } })
  const failure = { class: 'content-policy' as const, message: `Refused: ${PROMPT}`, status: 400, rawBody: PROMPT }
  const refused = { contenderId: 'png', caseIndex: 0, repeat: 1, position: 6, images: [], digestMs: null }
  store.samples.record(
    exampleSample(6, {
      ...refused,
      id: 'refused',
      trialId: TRIAL_ID,
      outcome: 'refused',
      failure,
      warnings: [
        { parameter: 'negativePrompt', action: 'dropped', asked: PROMPT, sent: null, reason: 'None is taken.' },
      ],
    }),
  )
  store.marks.put(
    { sampleId: `${TRIAL_ID}-0`, stars: 3, verdict: null, tags: ['keep'], note: `not ${PROMPT}` },
    '2026-11-22T12:00:00.000Z',
  )
  store.close()
  return directory
}

async function filesIn(directory: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = new Map<string, Buffer>()
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path)
    if (!entry.name.endsWith('.zip')) files.set(entry.name, bytes)
    else for (const [name, inner] of await unzipped(path)) files.set(`${entry.name}/${name}`, inner)
  }
  return files
}

/** Wherever a name or a content tells of the prompt. */
function telling(files: ReadonlyMap<string, Buffer>): string[] {
  return [...files].flatMap(([name, bytes]) =>
    findSecrets(Buffer.concat([Buffer.from(name), bytes]), SECRETS).length > 0 ? name : [],
  )
}

test('a prompt is read in some file of what was written without prompts, be it beside the pixels of a picture', async () => {
  const dataDirectory = await tellingFolder()
  const { client, ...workbench } = await testWorkbench({ dataDirectory })
  const write = async (leaveOut: 'prompts'[]): Promise<{ directory: string; files: Map<string, Buffer> }> => {
    const directory = await temporaryDirectory()
    const formats = ['html', 'md', 'json', 'csv', 'bundle'] as const
    await workbench.writeReport({ trialId: TRIAL_ID, formats: [...formats], template: 'full', leaveOut }, directory)
    return { directory, files: await filesIn(directory) }
  }
  const whole = await write([])
  // Else this test is blind.
  expect(telling(whole.files)).toEqual(
    expect.arrayContaining(['report.html', 'report.md', 'results.json', 'results.csv', 'evidence.zip/plan.json']),
  )
  const { directory, files } = await write(['prompts'])
  expect(telling(files)).toEqual([])
  const pictures = [...files].filter(([name]) => name.startsWith('evidence.zip/pictures/'))
  expect(pictures).toHaveLength(6)
  // Compressed text would not be found by its words. Not even a bundle with prompts has it: a workflow may hold keys.
  for (const [name, bytes] of [...whole.files, ...pictures].filter(([each]) =>
    each.includes('evidence.zip/pictures/'),
  )) {
    const { exif, xmp, comments } = await sharp(bytes).metadata()
    expect({ exif, xmp, comments }, name).toEqual({ exif: undefined, xmp: undefined, comments: undefined })
    expect(
      ['tEXt', 'zTXt', 'iTXt', 'Exif'].filter((mark) => bytes.includes(mark)),
      name,
    ).toEqual([])
  }
  // What was sent to others is told again by none of the doors.
  const { id } = await workbench.openBundle(join(directory, 'evidence.zip'))
  const here = { trialId: id }
  const told = [
    client.trial.get(here),
    client.sample.rows(here),
    client.mark.list(here),
    client.decision.evaluate(here),
  ]
  expect(findSecrets(Buffer.from(JSON.stringify(await Promise.all(told))), SECRETS)).toEqual([])
  expect((await readBundle(join(directory, 'evidence.zip'))).leftOut).toContain('prompts')
  const report = files.get('report.html')?.toString('utf8') ?? ''
  expect(report).toContain('Prompts are left out')
  expect(report).toContain('messages of providers')
})
