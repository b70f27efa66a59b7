import { z } from 'zod'
import prices from '#resources/prices/openai-images.json' with { type: 'json' }
import { PriceFile } from '#shared/domain/price.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'
import { describeModel } from './models.ts'

const { prices: listPrices } = PriceFile.parse(prices)

/**
 * The listed choices. Each is one model at one quality for one task, because that is what has a price; every further one can
 * be named (see `otherModels`).
 */
const LISTED = [
  ...['gpt-image-2', 'gpt-image-1.5', 'gpt-image-1-mini'].flatMap((model) =>
    ['low', 'medium', 'high'].map((quality) => `${model}:${quality}`),
  ),
  'gpt-image-2.5-sunburst:medium',
  'gpt-image-2.5-flare:medium',
  'gpt-image-2:medium:edit',
  'gpt-image-2:medium:edit:transparent',
  'gpt-image-1.5:medium:edit',
  'gpt-image-1.5:medium:transparent',
  'dall-e-3:standard',
  'dall-e-3:hd',
  'dall-e-2',
]

const models = LISTED.map((id): Model => {
  const model = describeModel(id)
  if (model === null) throw new Error(`The listed model ${id} can't be described.`)
  return { ...model, defaultPriceId: listPrices.find(({ models: priced }) => priced.includes(id))?.id ?? null }
})

/** OpenAI, and every server that speaks its images contract: then the base URL of the account is that server's. */
export const descriptor = {
  id: 'openai-images',
  name: 'OpenAI Images',
  kind: 'managed',
  website: 'https://openai.com',
  documentation: 'https://platform.openai.com/docs/api-reference/images',
  defaultBaseUrl: 'https://api.openai.com/v1',
  credentials: z.object({
    apiKey: z.string().min(1).meta({ label: 'API key (any text for a server that asks for none)', secret: true }),
    organization: z.string().min(1).optional().meta({ label: 'organization', secret: false }),
    project: z.string().min(1).optional().meta({ label: 'project', secret: false }),
  }),
  models,
  otherModels:
    'a model of OpenAI’s with its quality and what it shall do, such as gpt-image-2.5-flare:high, gpt-image-2:low:edit or gpt-image-1.5:high:transparent; on another server, any model id as that server spells it',
  prices: listPrices,
  webhooks: { offered: false, signing: null },
  cancellation: { offered: 'none', note: 'Pictures are drawn in the call itself. Hanging up does not stop the bill.' },
  sources: [
    {
      url: 'https://platform.openai.com/docs/api-reference/images/create',
      retrievedOn: '2026-08-21',
      about: 'fields and reply of both calls, from the OpenAPI description of that day',
    },
    {
      url: 'https://www.npmjs.com/package/openai',
      retrievedOn: '2026-11-13',
      about: 'official client 7.57.0: models, sizes, qualities, transparency, dates of retirement',
    },
    {
      url: 'https://github.com/danny-avila/LibreChat/issues/7291',
      retrievedOn: '2026-11-22',
      about: 'the error of a refused prompt as it really comes',
    },
    {
      url: 'https://github.com/vercel/ai/issues/19168',
      retrievedOn: '2026-11-22',
      about: 'a compatible server that answers a refused prompt with 200 and no picture',
    },
  ],
} satisfies ProviderDescriptor
