import { z } from 'zod'

/** POST /v2/pods */
export const LaunchRequest = z.strictObject({
  name: z.string(),
  image: z.string(),
  gpu: z.strictObject({ id: z.string(), count: z.int().min(1) }),
  cloud: z.enum(['SECURE', 'COMMUNITY']),
  disk: z.int().min(1),
  ports: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  dataCenterIds: z.array(z.string()).optional(),
  args: z.string().optional(),
  startSsh: z.boolean().optional(),
})

const Usd = z.number().min(0)

export const CatalogReply = z.object({
  gpus: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullish(),
      memory: z.number().nullish(),
      secure: z.boolean().nullish(),
      community: z.boolean().nullish(),
      price: z.object({ secure: Usd.nullish(), community: Usd.nullish() }).nullish(),
      // Its form is not documented: only an explicit "none" is read as sold out.
      availability: z.unknown().optional(),
    }),
  ),
})

export const Pod = z.object({
  id: z.string().min(1),
  name: z.string().nullish(),
  status: z.string(),
  cost: Usd.nullish(),
  gpu: z.object({ id: z.string().nullish() }).nullish(),
  env: z.record(z.string(), z.unknown()).nullish(),
  ssh: z.object({ direct: z.object({ host: z.string(), port: z.int(), username: z.string() }).nullish() }).nullish(),
  runtime: z
    .object({
      ports: z
        .array(
          z.object({
            private: z.int(),
            public: z.int().nullish(),
            type: z.string().nullish(),
            ip: z.string().nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
})
export type Pod = z.infer<typeof Pod>

export const PodsReply = z.object({ pods: z.array(Pod) })

/** application/problem+json */
export const Problem = z.object({ title: z.string(), status: z.literal(404) })
