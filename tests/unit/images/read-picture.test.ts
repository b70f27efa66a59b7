import { expect, expectTypeOf, onTestFinished, test } from 'vitest'
import type { PictureDesk } from '#main/engine/ports.ts'
import { createPictureDesk, type PictureThreads } from '#main/images/picture-pool.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { drawnPicture, encode } from './pictures.ts'

test('an input picture that is not the one that was kept, in a form that no provider reads', async () => {
  expectTypeOf<PictureDesk['readPicture']>().toEqualTypeOf<PictureThreads['readPicture']>()
  const desk = createPictureDesk({ dataDirectory: await temporaryDirectory(), providerIds: [], threads: 1 })
  onTestFinished(() => desk.close())
  const bytes = await encode(drawnPicture(64, 64), 'png')
  const original = Buffer.from(bytes)
  const ask = {
    modelId: 'm',
    prompt: '',
    seed: 1,
    parameters: { width: 64, height: 64 },
    workflow: null,
    picture: null,
    uploaded: null,
    clientId: null,
  }
  const kept = await desk.keepPicture({ bytes, ask })
  if ('unusable' in kept) throw new Error(kept.unusable)
  const { image } = kept
  expect(Buffer.from(await desk.readPicture({ image, form: 'bytes' })).equals(original)).toBe(true)
  const text = async (form: 'base64' | 'data-uri') => new TextDecoder().decode(await desk.readPicture({ image, form }))
  expect(await text('base64')).toBe(original.toString('base64'))
  expect(await text('data-uri')).toBe(`data:image/png;base64,${original.toString('base64')}`)
  const lost = { ...image, sha256: 'f'.repeat(64) }
  await expect(desk.readPicture({ image: lost, form: 'bytes' })).rejects.toThrow('is not in the data folder')
})
