import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeBody, encodeJson, needsEncoding, type InputPicture } from '#main/engine/http/encode-body.ts'
import { pictureAs, type RequestTemplate } from '#main/providers/provider-adapter.ts'

const BYTES = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x00, 0xff])
const DATA_URI = `data:image/png;base64,${BYTES.toString('base64')}`
const picture: InputPicture = {
  format: 'png',
  read: async (form) => {
    if (form === 'bytes') return BYTES
    return Buffer.from(form === 'base64' ? BYTES.toString('base64') : DATA_URI)
  },
}

function template(changes: Partial<RequestTemplate>): RequestTemplate {
  return { method: 'POST', path: '/', headers: {}, body: null, ...changes }
}

async function jsonOf(body: Record<string, unknown>): Promise<unknown> {
  const encoded = await encodeBody(template({ body }), picture)
  expect(encoded?.contentType).toBe('application/json')
  return JSON.parse(new TextDecoder().decode(encoded?.bytes))
}

test('the picture is not in its places', async () => {
  const body = { init: pictureAs('base64'), list: [1, pictureAs('data-uri')], prompt: 'a fox' }
  expect(await jsonOf(body)).toEqual({ init: BYTES.toString('base64'), list: [1, DATA_URI], prompt: 'a fox' })
})

test('words of a prompt are taken for a place of the picture, or change on their way', async () => {
  const trap = '{"$picture":"base64"}'
  const anything = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant(trap), fc.constant(JSON.stringify(trap)))
  await fc.assert(
    fc.asyncProperty(anything, fc.jsonValue(), async (prompt, rest) => {
      const sent = { prompt, rest, [prompt]: prompt }
      const read = (await jsonOf({ ...sent, init: pictureAs('base64') })) as Record<string, unknown>
      const { init, ...others } = read
      expect(others).toEqual(JSON.parse(JSON.stringify(sent)))
      expect(init).toBe(BYTES.toString('base64'))
    }),
  )
})

test('a body without a picture is not plain JSON, or asks for a picture', async () => {
  const body = { prompt: 'a fox' }
  expect(await encodeBody(template({ body }), null)).toEqual(encodeJson(body))
  expect(await encodeBody(template({}), null)).toBeNull()
  expect(needsEncoding(template({ body }))).toBe(false)
  expect(needsEncoding(template({ body: { init: pictureAs('base64') } }))).toBe(true)
  await expect(encodeBody(template({ body: { init: pictureAs('base64') } }), null)).rejects.toThrow('has none')
})

test('a form that no server can read, or whose file is not last', async () => {
  const fields = { prompt: 'a "fox"\r\nin snow', size: '64x64' }
  const multipart = { fields, picture: { field: 'image', fileName: 'input.png' } }
  const encoded = await encodeBody(template({ multipart }), picture)
  const form = await new Response(new Uint8Array(encoded?.bytes ?? []), {
    headers: { 'content-type': encoded?.contentType ?? '' },
  }).formData()
  expect([...form.keys()]).toEqual(['prompt', 'size', 'image'])
  expect(form.get('prompt')).toBe(fields.prompt)
  const file = form.get('image') as File
  expect([file.name, file.type]).toEqual(['input.png', 'image/png'])
  expect(Buffer.from(await file.arrayBuffer())).toEqual(BYTES)
})

test('an id that must not come twice comes twice', async () => {
  const multipart = { fields: { prompt_id: { $fresh: 'uuid' as const } }, picture: null }
  const ids = new Set<string>()
  for (let sending = 0; sending < 3; sending += 1) {
    const encoded = await encodeBody(template({ multipart }), null)
    const [id] = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/.exec(
      new TextDecoder().decode(encoded?.bytes),
    ) ?? ['none']
    ids.add(id)
  }
  expect(ids.size).toBe(3)
})
