import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { sendJson, startServer } from './scripted-server.ts'
import { adapterForTest, contenderForTest, planForTest, runForTest } from './trial-for-test.ts'

/** Every request that any server of this process is given, the rehearsal's own among them. */
function hearRequests(): IncomingMessage[] {
  const heard: IncomingMessage[] = []
  const hear = (message: unknown): void => void heard.push((message as { request: IncomingMessage }).request)
  subscribe('http.server.request.start', hear)
  onTestFinished(() => void unsubscribe('http.server.request.start', hear))
  return heard
}

test('a rehearsal is kept from all that matters: no key in it, nothing sent to the provider, kept or told', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, { picture: 'x' }))
  const heard = hearRequests()
  const plan = planForTest([contenderForTest(server.url, { concurrency: 3 })], { repeats: 4, budgetMicros: 12_000 })
  const { samples, asked, desk } = await runForTest(plan)
  const rehearsed = heard.filter(({ headers }) => `http://${headers.host}` !== server.url)
  expect(rehearsed.length).toBeGreaterThan(20)
  for (const { headers, url } of rehearsed) {
    expect(url).toBe('/draw?token=x')
    expect(headers.authorization).toBe('Bearer rehearsal')
  }
  expect(heard).toHaveLength(rehearsed.length + 4)
  expect(desk.kept).toHaveLength(4)
  expect(asked).toHaveLength(4)
  expect(samples.map(({ id }) => id).sort()).toEqual(asked.map(({ sampleId }) => sampleId).sort())
  // The whole budget was left for the samples themselves.
  expect(samples.every(({ outcome }) => outcome === 'succeeded')).toBe(true)
})

test('an adapter that can’t write a request stops the trial before anything is sent', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, { picture: 'x' }))
  const adapter = adapterForTest({
    buildSubmit: () => {
      throw new Error('no such field')
    },
  })
  await expect(runForTest(planForTest([contenderForTest(server.url)]), { adapter })).rejects.toThrow(
    'Assay itself broke while it ran sample 0 (contender plain, case 0, repeat 0): no such field',
  )
  expect(server.seen).toHaveLength(0)
})
