import { z } from 'zod'

/** PUT /api/v0/asks/{offer}/ */
export const LaunchRequest = z.strictObject({
  client_id: z.literal('me'),
  image: z.string(),
  disk: z.int().min(8),
  runtype: z.enum(['ssh_direct', 'args']),
  // Ports ride in the keys: `-p 8188:8188`.
  env: z.record(z.string(), z.string()),
  onstart: z.string().optional(),
  label: z.string(),
})

const Usd = z.number().min(0)

export const OffersReply = z.object({
  offers: z.array(
    z.object({
      id: z.int(),
      gpu_name: z.string(),
      num_gpus: z.int().nullish(),
      gpu_ram: z.number().nullish(),
      dph_base: Usd.nullish(),
      dph_total: Usd,
      storage_cost: Usd.nullish(),
      reliability: z.number().nullish(),
      reliability2: z.number().nullish(),
      verification: z.string().nullish(),
      geolocation: z.string().nullish(),
      inet_down: z.number().nullish(),
      inet_down_cost: Usd.nullish(),
      inet_up_cost: Usd.nullish(),
      rentable: z.boolean().nullish(),
      rented: z.boolean().nullish(),
    }),
  ),
})

/** `new_contract` is the instance's id; it is not the offer's. */
export const LaunchReply = z.object({ success: z.literal(true), new_contract: z.int() })

export const Instance = z.object({
  id: z.int(),
  label: z.string().nullish(),
  actual_status: z.string().nullish(),
  intended_status: z.string().nullish(),
  status_msg: z.string().nullish(),
  gpu_name: z.string().nullish(),
  public_ipaddr: z.string().nullish(),
  ssh_host: z.string().nullish(),
  ssh_port: z.int().nullish(),
  dph_base: Usd.nullish(),
  dph_total: Usd.nullish(),
  storage_cost: Usd.nullish(),
  ports: z.record(z.string(), z.array(z.object({ HostPort: z.string() })).nullish()).nullish(),
})
export type Instance = z.infer<typeof Instance>

/** One instance comes as an object; null once it is gone. */
export const InstanceReply = z.object({ instances: Instance.nullable() })
export const InstancesReply = z.object({ instances: z.array(Instance), next_token: z.string().nullish() })

export const SuccessReply = z.object({ success: z.literal(true) })
export const UserReply = z.object({ credit: z.number().nullish(), balance: z.number().nullish() })
export const ErrorReply = z.object({
  success: z.boolean().optional(),
  error: z.string().nullish(),
  msg: z.string().nullish(),
  message: z.string().nullish(),
  detail: z.string().nullish(),
})
