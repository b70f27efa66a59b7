import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { leaveOutPrompts } from '#main/reports/leave-out-prompts.ts'
import { writeBundleFile } from '#main/reports/bundle/write-bundle-file.ts'
import { readBundle } from '#main/store/bundle/read-bundle.ts'
import type { AskedJudge } from '#main/reports/rate-judges.ts'
import type { Contender } from '#shared/domain/plan.ts'
import type { Price } from '#shared/domain/price.ts'
import { resultsSchema, type Results } from '#shared/domain/results.ts'
import { schemaProblems } from '#tests/support/schema-problems.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import {
  exampleEvidence,
  manifestOf,
  unzipped,
  WITHOUT,
  writeExampleBundle,
} from '../../store/bundle/example-bundle.ts'
import { makeContender, makeRow, makeTrial } from '../make-trial.ts'

const textOf = (files: ReadonlyMap<string, Buffer>, name: string): string => files.get(name)?.toString('utf8') ?? ''

test('the same evidence gives another file, or its parts stand in another order', async () => {
  const [one, other] = await Promise.all([writeExampleBundle(), writeExampleBundle()])
  expect((await readFile(one)).equals(await readFile(other))).toBe(true)
  const names = [...(await unzipped(one)).keys()]
  expect(names.slice(0, 3)).toEqual(['report.html', 'results.json', 'results.csv'])
  expect(names.slice(13, 17)).toEqual(names.slice(13, 17).toSorted())
  expect(names.at(-1)).toBe('manifest.json')
})

test('the results in a bundle do not fit the published schema, or its prices lack their source and day', async () => {
  const files = await unzipped(await writeExampleBundle())
  expect(schemaProblems(resultsSchema(), JSON.parse(textOf(files, 'results.json')))).toEqual([])
  const prices = JSON.parse(textOf(files, 'prices.json')) as { contenderId: string; price: Price }[]
  expect(prices.map(({ contenderId, price }) => [contenderId, price.source, price.retrievedOn])).toEqual([
    ['contender-0', 'https://lambda.ai/pricing?session=abc', '2026-11-12'],
    ['contender-1', 'https://lambda.ai/pricing?session=abc', '2026-11-12'],
  ])
})

test('a picture that is damaged or gone stops the bundle, or is passed over in silence', async () => {
  const { rows } = exampleEvidence()
  const [gone, damaged] = rows.map(({ image }) => image?.sha256 as string)
  const path = await writeExampleBundle({
    readPicture: async (sha256) => {
      if (sha256 === gone) throw new Error('ENOENT')
      const row = rows.find(({ image }) => image?.sha256 === sha256)
      return sha256 === damaged ? Buffer.from('other bytes') : Buffer.from(`${row?.contenderId} ${row?.position}`)
    },
  })
  expect(new Set((await manifestOf(path)).missingPictures)).toEqual(new Set([gone, damaged]))
  expect(await readBundle(path)).toMatchObject({ pictureCount: 2, missingPictureCount: 2 })
})

const SECRET_HOST = 'gpu-7.intern.example.org'

/** A trial of which every text that names a server or an account is filled in. */
function trialOfAccounts() {
  const own: Partial<Contender> = {
    account: 'account-01k8xq',
    baseUrl: `https://${SECRET_HOST}:8443/secret-path`,
    workflow: {
      id: 'workflow-1',
      name: 'Ours',
      content: {
        kind: 'comfyui',
        graph: { '1': { class_type: 'Load', inputs: { url: `https://${SECRET_HOST}` } } },
        bindings: {},
        outputNodeId: null,
      },
    },
    parameters: {
      width: 512,
      height: 512,
      loras: [{ path: 'https://me:pass@hub.example.com/a.safetensors?token=hf_1', scale: 1 }],
    },
  }
  const trial = makeTrial([makeContender(0, own), makeContender(1, { ...own, id: 'contender-1' })], { prompts: 2 })
  const messages = [
    `${SECRET_HOST}:8443 refused the connection: nothing listens there.`,
    'connect ECONNREFUSED 10.20.30.40:7860 and [fe80::1:2:3]:80, fe80:0:0:0:1:2:3:4',
  ]
  const rows = [
    makeRow('contender-0', 0),
    ...messages.map((failureMessage, index) =>
      makeRow('contender-1', index, { outcome: 'failed', failureClass: 'network', failureMessage }),
    ),
  ]
  const environment = {
    ...trial.environment,
    accounts: [{ accountId: 'account-01k8xq', providerId: 'novita', region: 'eu', tier: 'paid' }],
  }
  return { trial: { ...trial, environment, statusReason: `Paused: http://${SECRET_HOST}/queue is full.` }, rows }
}

test('the address of a server, the id of an account, a workflow or a signed URL leaves the machine in a bundle', async () => {
  const path = await writeExampleBundle(trialOfAccounts())
  const files = await unzipped(path)
  for (const [name, bytes] of files) {
    const text = bytes.toString('utf8')
    for (const own of [
      SECRET_HOST,
      '01k8xq',
      'secret-path',
      'class_type',
      'hf_1',
      'me:pass',
      '10.20.30.40',
      'fe80',
      'session-key',
    ])
      expect(text.includes(own), `${own} in ${name}`).toBe(false)
  }
  const { trial, rows } = JSON.parse(textOf(files, 'results.json')) as Results
  expect(rows.map(({ failureMessage }) => failureMessage)).toContain(
    '(address left out) refused the connection: nothing listens there.',
  )
  // What the account is counts as evidence, and so does that both had one.
  expect(trial.plan.contenders.map(({ account }) => account)).toEqual(['account-1', 'account-1'])
  expect(trial.environment.accounts).toEqual([
    { accountId: 'account-1', providerId: 'novita', region: 'eu', tier: 'paid' },
  ])
  expect((await manifestOf(path)).leftOut).toEqual(['addresses', 'accounts', 'workflows', 'picture-metadata'])
  await readBundle(path)
})

test('prompts or pictures that were left out stand in a part of the bundle, or its manifest does not say that they are gone', async () => {
  const { trial, rows } = exampleEvidence()
  const words = trial.plan.cases.flatMap(({ name, prompt }) => [name, prompt])
  const judges = [judgeThatQuotes(trial.plan.cases[0]?.prompt ?? '')]
  const path = await writeExampleBundle({
    ...leaveOutPrompts({ trial, rows, judges, sittings: [], marks: [] }),
    options: WITHOUT('prompts', 'pictures'),
  })
  const files = await unzipped(path)
  expect([...files.keys()].filter((name) => name.startsWith('pictures/'))).toEqual([])
  for (const [name, bytes] of files) {
    for (const word of words.filter((each) => each.startsWith('A picture')))
      expect(bytes.toString('utf8').includes(word), name).toBe(false)
  }
  expect((await manifestOf(path)).leftOut).toEqual([
    'addresses',
    'accounts',
    'workflows',
    'picture-metadata',
    'pictures',
    'prompts',
  ])
  expect(await readBundle(path)).toMatchObject({ pictureCount: 0, missingPictureCount: 0 })
})

test('pictures wait in memory for all of the others, so that ten thousand don’t fit', async () => {
  const path = join(await temporaryDirectory(), 'evidence.zip')
  const megabyte = 1_000_000
  const bytesOf = (number: number) => Buffer.alloc(megabyte, number)
  const hashes = new Map(
    Array.from(
      { length: 24 },
      (_, number) => [createHash('sha256').update(bytesOf(number)).digest('hex'), number] as const,
    ),
  )
  const behind: number[] = []
  let read = 0
  await writeBundleFile(path, {
    texts: new Map(),
    pictures: [...hashes.keys()].map((sha256) => ({
      sha256,
      format: 'png' as const,
      width: 1,
      height: 1,
      sizeBytes: megabyte,
    })),
    readPicture: async (sha256) => {
      behind.push(read - (await stat(path).catch(() => ({ size: 0 }))).size / megabyte)
      read += 1
      return bytesOf(hashes.get(sha256) ?? 0)
    },
    manifest: {
      format: 'assay-evidence-bundle',
      version: 1,
      assayVersion: '0',
      trialId: 't',
      trialName: 't',
      startedAt: '2026-11-20T07:00:00.000Z',
      createdAt: '2026-11-20T08:00:00.000Z',
      leftOut: [],
      workflows: [],
      clearedPictures: [],
    },
  })
  expect(read).toBe(24)
  expect(Math.max(...behind)).toBeLessThan(2)
})

/** A run of a judge model that repeats what it was asked. */
function judgeThatQuotes(prompt: string): AskedJudge {
  const at = '2026-11-15T10:00:00.000Z'
  const first = { sampleId: 'sample-contender-0-0', contenderId: 'contender-0' }
  const second = { sampleId: 'sample-contender-1-0', contenderId: 'contender-1' }
  return {
    run: {
      trialId: 'trial-1',
      account: 'account-01k8xq',
      modelId: 'a-model',
      price: null,
      ceilingMicros: 1000,
      questions: ['preferred'],
      pairs: 1,
      capMicros: 10_000,
      answerAs: 'json-schema',
      temperature: 'zero',
      concurrency: 4,
      id: 'judge-1',
      providerId: 'openai-images',
      practice: false,
      seed: 1,
      promptVersion: 1,
      promptSha256: 'a'.repeat(64),
      pictureSide: 768,
      givenPictures: false,
      worstCaseMicros: 1000,
      startedAt: at,
      status: 'finished',
      statusReason: null,
      endedAt: at,
    },
    tally: {
      plannedPairs: 1,
      judgedPairs: 0,
      plannedCalls: 2,
      answeredCalls: 1,
      sentCalls: 1,
      knownMicros: 0,
      unknownCount: 1,
      countedMicros: 1000,
    },
    pairs: [{ number: 1, caseIndex: 0, repeat: 0, first, second }],
    calls: [
      {
        pair: 1,
        question: 'preferred',
        order: 'as-planned',
        id: 'judge-call-1',
        runId: 'judge-1',
        askedAt: at,
        answeredAt: at,
        finding: 'first',
        reason: `It shows ${prompt}`,
        answer: `${prompt}: the first`,
        tokens: null,
        answeringModel: null,
        requestId: null,
        charge: { amountMicros: null, basis: 'estimated', priceId: null, evidence: 'not reported' },
      },
    ],
  }
}
