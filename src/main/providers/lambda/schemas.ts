import { z } from 'zod'

/** POST /api/v1/instance-operations/launch. Exactly one SSH key: two are refused. */
export const LaunchRequest = z.strictObject({
  region_name: z.string(),
  instance_type_name: z.string(),
  ssh_key_names: z.array(z.string()).length(1),
  name: z.string().max(64),
  image: z.strictObject({ family: z.string() }).optional(),
  user_data: z.string().max(1_000_000).optional(),
  tags: z.array(z.strictObject({ key: z.string(), value: z.string() })),
})

const Region = z.object({ name: z.string(), description: z.string().optional() })

const InstanceType = z.object({
  name: z.string(),
  description: z.string().optional(),
  gpu_description: z.string().optional(),
  price_cents_per_hour: z.int().min(0),
  specs: z.object({ gpus: z.int().optional() }).optional(),
})

export const InstanceTypesReply = z.object({
  data: z.record(
    z.string(),
    z.object({ instance_type: InstanceType, regions_with_capacity_available: z.array(Region) }),
  ),
})

export const LaunchReply = z.object({ data: z.object({ instance_ids: z.array(z.string().min(1)).min(1) }) })

export const Instance = z.object({
  id: z.string(),
  name: z.string().nullish(),
  ip: z.string().nullish(),
  status: z.string(),
  instance_type: z.object({ name: z.string(), price_cents_per_hour: z.int().min(0).optional() }).nullish(),
  tags: z.array(z.object({ key: z.string(), value: z.string() })).nullish(),
})
export type Instance = z.infer<typeof Instance>

export const InstanceReply = z.object({ data: Instance })
export const InstancesReply = z.object({ data: z.array(Instance) })
export const TerminateReply = z.object({
  data: z.object({ terminated_instances: z.array(z.object({ id: z.string() })) }),
})
export const SshKeysReply = z.object({ data: z.array(z.object({ name: z.string() })) })

export const ErrorReply = z.object({ error: z.object({ code: z.string() }) })
