import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import type { SimulatedMachine } from '#main/simulators/rentals/machine-park.ts'
import { cutConnection, readBody, type RentalContext } from '#main/simulators/rentals/read-body.ts'
import type { RentalSimulator, RentalSimulatorKit } from '#main/simulators/rentals/rental-simulator.ts'

const SearchBody = z.object({
  gpu_name: z.object({ in: z.array(z.string()) }).optional(),
  geolocation: z.object({ in: z.array(z.string()) }).optional(),
  allocated_storage: z.number().default(8),
  limit: z.int().default(60),
})
const CreateBody = z.object({
  client_id: z.string(),
  image: z.string().min(1),
  disk: z.number().min(8),
  runtype: z.string(),
  env: z.record(z.string(), z.string()).default({}),
  onstart: z.string().optional(),
  label: z.string().optional(),
})

/** Offers of a marketplace: prices of the GPU in dollars an hour, of storage in dollars a gigabyte and month. */
const OFFERS = [
  {
    id: 7_700_101,
    gpu_name: 'RTX 4090',
    gpu_ram: 24_564,
    dph_base: 0.32,
    storage_cost: 0.15,
    geolocation: 'Sweden, SE',
  },
  { id: 7_700_102, gpu_name: 'RTX 4090', gpu_ram: 24_564, dph_base: 0.36, storage_cost: 0.2, geolocation: 'Texas, US' },
  { id: 7_700_103, gpu_name: 'H100 SXM', gpu_ram: 81_559, dph_base: 2.4, storage_cost: 0.22, geolocation: 'Iowa, US' },
]
const HOURS_A_MONTH = 730

export const vastSimulator: RentalSimulator = {
  providerId: 'vast',
  profile: { bootMs: 3000, workerMs: 1500, endMs: 500, listedMs: 0, vanishAfterMs: 10_000, faults: {} },
  credentials: { apiKey: 'practice-vast-key' },
  ownAddresses: false,
  // The GPU by the second while it runs, storage from the creation on.
  bill: ({ launchedMs, runningMs }, untilMs) => ({
    machineSeconds: runningMs === null ? 0 : Math.max(1, Math.ceil((untilMs - runningMs) / 1000)),
    storageSeconds: Math.ceil((untilMs - launchedMs) / 1000),
  }),
  createApp,
}

function createApp({ credentials, park, strikes, wallMs }: RentalSimulatorKit): Hono<{ Bindings: HttpBindings }> {
  // The specification writes paths without a trailing slash, the official client sends one.
  const app = new Hono<{ Bindings: HttpBindings }>({ strict: false })
  let contracts = 7_835_000

  app.notFound((context) => context.json({ detail: 'Not Found' }, 404))
  app.use('/api/*', async (context, next) => {
    const key = context.req.header('authorization') ?? `Bearer ${context.req.query('api_key')}`
    if (key !== `Bearer ${credentials['apiKey']}`) return failure(context, 401, 'auth_error', 'Invalid user key')
    return strikes('rate-limit')
      ? context.json({ detail: 'API requests too frequent endpoint threshold=4.5' }, 429)
      : next()
  })

  app.get('/api/v0/users/current', (context) =>
    context.json({ id: 1, username: 'practice', email: 'practice@example.com', credit: 25.5, balance: 0 }),
  )
  app.post('/api/v0/bundles', async (context) => {
    const parsed = SearchBody.safeParse(await readBody(context))
    if (!parsed.success) return failure(context, 400, 'invalid_args', 'The filter can not be read.')
    const { gpu_name: gpu, geolocation, allocated_storage: disk, limit } = parsed.data
    const offers = OFFERS.filter(
      (offer) => (gpu?.in.includes(offer.gpu_name) ?? true) && (geolocation?.in.includes(offer.geolocation) ?? true),
    ).slice(0, limit)
    return context.json({ offers: offers.map((offer) => describeOffer(offer, disk)) })
  })

  app.put('/api/v0/asks/:offer', async (context) => {
    const parsed = CreateBody.safeParse(await readBody(context))
    if (!parsed.success) return failure(context, 400, 'invalid_args', 'The arguments do not fit.')
    const offer = OFFERS.find(({ id }) => String(id) === context.req.param('offer'))
    // The documented oddity: the code says "invalid_args", the sentence says what it was.
    if (offer === undefined || strikes('lost-offer')) {
      return failure(
        context,
        404,
        'invalid_args',
        `error 404/3603: no_such_ask Instance type by id ${context.req.param('offer')} is not available.`,
      )
    }
    if (strikes('no-capacity')) return failure(context, 410, 'no_such_ask', 'no_such_ask: it can not start now.')
    const { image, disk, env, onstart, label } = parsed.data
    contracts += 1
    const port = Object.keys(env).flatMap((name) => /^-p (\d+):(\d+)$/.exec(name)?.[2] ?? [])[0]
    const machine = park.launch({
      id: String(contracts),
      tag: label ?? '',
      machine: offer.gpu_name,
      hourlyUsd: offer.dph_base,
      region: offer.geolocation,
      workerPort: Number(port ?? 0),
      software: `${image} ${onstart ?? ''}`,
      details: { offer, disk },
    })
    return strikes('answer-lost')
      ? cutConnection(context)
      : context.json({ success: true, new_contract: Number(machine.id) })
  })

  app.get('/api/v0/instances/:id', (context) => {
    const machine = park.find(context.req.param('id'))
    return context.json({ instances: machine === undefined ? null : describe(machine) })
  })
  app.get('/api/v1/instances', (context) => {
    const all = park.listed()
    const limit = Math.min(25, Number(context.req.query('limit') ?? 25))
    const from = Number(context.req.query('after_token') ?? 0)
    const next = from + limit < all.length ? String(from + limit) : null
    return context.json({
      success: true,
      instances_found: all.length,
      total_instances: all.length,
      next_token: next,
      instances: all.slice(from, from + limit).map(describe),
    })
  })
  app.delete('/api/v0/instances/:id', (context) => {
    const machine = park.find(context.req.param('id'))
    if (machine === undefined) return failure(context, 404, 'no_such_instance', 'Instance not found.')
    // 200 with `success: false` happens: the flag counts, not the code.
    if (strikes('end-fails')) return context.json({ success: false, msg: 'Please try again.' })
    park.end(machine)
    return context.json({ success: true })
  })
  return app

  function describe(machine: SimulatedMachine): object {
    const { id, tag, state, address, workerPort, outsidePort, launchedMs, ssh } = machine
    const { offer, disk } = machine.details as { offer: (typeof OFFERS)[number]; disk: number }
    const running = state === 'running'
    return {
      ...describeOffer(offer, disk),
      id: Number(id),
      label: tag === '' ? null : tag,
      actual_status: running ? 'running' : state === 'ending' ? 'exited' : 'loading',
      intended_status: state === 'ending' ? 'stopped' : 'running',
      cur_state: running ? 'running' : 'unloaded',
      next_state: 'running',
      status_msg: running ? 'success, running' : 'Pulling from the registry',
      ssh_host: ssh?.host ?? 'ssh.example.com',
      ssh_port: ssh?.port ?? 22_022,
      public_ipaddr: running ? address : null,
      start_date: wallMs(launchedMs) / 1000,
      is_bid: false,
      // Only while it runs, and once the port is mapped.
      ...(running &&
        outsidePort !== null && {
          ports: { [`${workerPort}/tcp`]: [{ HostIp: '0.0.0.0', HostPort: String(outsidePort) }] },
        }),
    }
  }
}

/** `dph_total` depends on the storage that is asked for. */
function describeOffer(offer: (typeof OFFERS)[number], disk: number): object {
  return {
    ...offer,
    ask_contract_id: offer.id,
    machine_id: offer.id - 7_000_000,
    host_id: 42,
    num_gpus: 1,
    dph_total: offer.dph_base + (offer.storage_cost * disk) / HOURS_A_MONTH,
    reliability: 0.994,
    verification: 'verified',
    inet_up: 812.4,
    inet_down: 934.1,
    inet_up_cost: 0.003,
    inet_down_cost: 0.002,
    rentable: true,
    rented: false,
    direct_port_count: 12,
    duration: 2_400_000,
  }
}

function failure(context: RentalContext, status: 400 | 401 | 404 | 410, error: string, msg: string): Response {
  return context.json({ success: false, error, msg }, status)
}
