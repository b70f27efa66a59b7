import { randomBytes } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import type { SimulatedMachine } from '#main/simulators/rentals/machine-park.ts'
import { cutConnection, readBody, type RentalContext } from '#main/simulators/rentals/read-body.ts'
import type { RentalSimulator, RentalSimulatorKit } from '#main/simulators/rentals/rental-simulator.ts'

/** POST /instance-operations/launch. `quantity` left the contract; more than one was refused before. */
const LaunchBody = z.object({
  region_name: z.string(),
  instance_type_name: z.string(),
  ssh_key_names: z.array(z.string()),
  quantity: z.int().optional(),
  name: z.string().max(64).optional(),
  user_data: z.string().optional(),
  tags: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
})
const IdsBody = z.object({ instance_ids: z.array(z.string()).min(1) })

const REGIONS = {
  'us-east-1': { name: 'us-east-1', description: 'Virginia, USA' },
  'us-west-1': { name: 'us-west-1', description: 'California, USA' },
} as const
type RegionName = keyof typeof REGIONS

interface SimulatedType {
  description: string
  gpu: string
  cents: number
  vcpus: number
  memoryGib: number
  regions: RegionName[]
}
/** Prices as in the offline price book; the last type is sold out. */
const TYPES: Readonly<Record<string, SimulatedType>> = {
  gpu_1x_a10: {
    description: '1x A10 (24 GB PCIe)',
    gpu: 'A10 (24 GB PCIe)',
    cents: 129,
    vcpus: 30,
    memoryGib: 200,
    regions: ['us-east-1', 'us-west-1'],
  },
  gpu_1x_a100: {
    description: '1x A100 (40 GB PCIe)',
    gpu: 'A100 (40 GB PCIe)',
    cents: 199,
    vcpus: 30,
    memoryGib: 200,
    regions: ['us-east-1'],
  },
  gpu_1x_h100_sxm5: {
    description: '1x H100 (80 GB SXM5)',
    gpu: 'H100 (80 GB SXM5)',
    cents: 429,
    vcpus: 26,
    memoryGib: 225,
    regions: [],
  },
}

export const lambdaSimulator: RentalSimulator = {
  providerId: 'lambda',
  profile: {
    bootMs: 4000,
    workerMs: 1500,
    endMs: 2000,
    // Terminated instances stay listed briefly; for how long is not documented.
    listedMs: 20_000,
    vanishAfterMs: 10_000,
    faults: {},
  },
  credentials: { apiKey: 'practice-lambda-key' },
  ownAddresses: true,
  // By the started minute, from the launch on, idle or not; storage of the machine is in its price.
  bill: ({ launchedMs }, untilMs) => ({
    machineSeconds: Math.max(1, Math.ceil((untilMs - launchedMs) / 60_000)) * 60,
    storageSeconds: 0,
  }),
  createApp,
}

function createApp({ credentials, park, strikes }: RentalSimulatorKit): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>().basePath('/api/v1')
  const sshKeys = [
    { id: 'ddf9a910ceb744a0bb95242cbba6cb50', name: 'practice', public_key: 'ssh-ed25519 AAAA practice' },
  ]

  app.notFound((context) => failure(context, 404, 'global/not-found', 'The requested resource was not found.'))
  app.use(async (context, next) => {
    if (!isAuthorized(context.req.header('authorization'), credentials['apiKey'] ?? '')) {
      return failure(
        context,
        401,
        'global/invalid-api-key',
        'API key was invalid, expired, or deleted.',
        'Check your API key or create a new one, then try again.',
      )
    }
    // Neither body nor header of a 429 is documented.
    return strikes('rate-limit') ? context.text('Too Many Requests', 429) : next()
  })

  app.get('/instance-types', (context) =>
    context.json({
      data: Object.fromEntries(
        Object.entries(TYPES).map(([name, type]) => [
          name,
          {
            instance_type: describeType(name, type),
            regions_with_capacity_available: type.regions.map((region) => REGIONS[region]),
          },
        ]),
      ),
    }),
  )
  app.get('/ssh-keys', (context) => context.json({ data: sshKeys }))
  app.get('/file-systems', (context) => context.json({ data: [] }))
  app.get('/instances', (context) => context.json({ data: park.listed().map(describeInstance) }))
  app.get('/instances/:id', (context) => {
    const machine = park.find(context.req.param('id'))
    return machine === undefined ? noSuchInstance(context, 404) : context.json({ data: describeInstance(machine) })
  })

  app.post('/instance-operations/launch', async (context) => {
    const parsed = LaunchBody.safeParse(await readBody(context))
    if (!parsed.success) return invalid(context, 'Invalid request data.')
    const { instance_type_name: typeName, region_name: region, ssh_key_names: keys, user_data: script } = parsed.data
    const type = TYPES[typeName]
    if ((parsed.data.quantity ?? 1) > 1) return invalid(context, 'Requested too many instances.')
    if (keys.length !== 1) return invalid(context, 'Exactly one SSH key must be specified for the instance.')
    if (!sshKeys.some(({ name }) => name === keys[0])) {
      return failure(context, 400, 'global/object-does-not-exist', 'Specified SSH key does not exist.')
    }
    if (type === undefined || !Object.hasOwn(REGIONS, region)) return invalid(context, 'Invalid request data.')
    const available = type.regions.some((name) => name === region)
    if (!available || strikes('no-capacity') || strikes('lost-offer')) {
      const code = 'instance-operations/launch/insufficient-capacity'
      return failure(context, 400, code, 'Not enough capacity to fulfill launch request.')
    }
    const tags = parsed.data.tags ?? []
    const machine = park.launch({
      id: randomBytes(16).toString('hex'),
      tag: tags.find(({ key }) => key === 'assay')?.value ?? parsed.data.name ?? '',
      machine: typeName,
      hourlyUsd: type.cents / 100,
      region,
      workerPort: Number(/--port[= ](\d{2,5})/.exec(script ?? '')?.[1] ?? 8188),
      software: script ?? '',
      details: { name: parsed.data.name, tags, ssh_key_names: keys },
    })
    return strikes('answer-lost') ? cutConnection(context) : context.json({ data: { instance_ids: [machine.id] } })
  })

  app.post('/instance-operations/:operation{terminate|restart}', async (context) => {
    const parsed = IdsBody.safeParse(await readBody(context))
    if (!parsed.success) return invalid(context, 'Invalid request data.')
    const machines = parsed.data.instance_ids.map((id) => park.find(id))
    const found = machines.filter((machine) => machine !== undefined)
    if (found.length < machines.length || found.some(({ state }) => state === 'gone'))
      return noSuchInstance(context, 400)
    if (context.req.param('operation') === 'restart') {
      return context.json({ data: { restarted_instances: found.map(describeInstance) } })
    }
    if (strikes('end-fails')) {
      return failure(context, 500, 'global/internal-error', 'An unexpected error occurred.')
    }
    for (const machine of found) park.end(machine)
    return context.json({
      data: { terminated_instances: found.map((machine) => ({ ...describeInstance(machine), status: 'terminating' })) },
    })
  })
  return app
}

/** Bearer, or Basic with the key as user name and an empty password. */
function isAuthorized(header: string | undefined, apiKey: string): boolean {
  const basic = Buffer.from(`${apiKey}:`).toString('base64')
  return header === `Bearer ${apiKey}` || header === `Basic ${basic}`
}

const STATUS = { booting: 'booting', running: 'active', ending: 'terminating', gone: 'terminated' } as const

/** `ip` and the notebook appear once the machine is active. */
function describeInstance(machine: SimulatedMachine): object {
  const { id, machine: typeName, region, state, address, details } = machine
  const type = TYPES[typeName]
  const action = state === 'running' ? { available: true } : { available: false, reason_code: 'vm-has-not-launched' }
  return {
    id,
    ...details,
    status: STATUS[state],
    ...(state === 'running' && { ip: address, private_ip: '10.19.1.2', hostname: address, is_reserved: false }),
    region: REGIONS[region as RegionName],
    instance_type: type === undefined ? undefined : describeType(typeName, type),
    file_system_names: [],
    actions: {
      migrate: action,
      rebuild: action,
      restart: action,
      cold_reboot: action,
      terminate: { available: state === 'booting' || state === 'running' },
    },
  }
}

function describeType(name: string, { description, gpu, cents, vcpus, memoryGib }: SimulatedType): object {
  return {
    name,
    description,
    gpu_description: gpu,
    price_cents_per_hour: cents,
    specs: { vcpus, memory_gib: memoryGib, storage_gib: 1400, gpus: 1 },
  }
}

function noSuchInstance(context: RentalContext, status: 400 | 404): Response {
  return failure(context, status, 'global/object-does-not-exist', 'Specified instance does not exist.')
}

function invalid(context: RentalContext, message: string): Response {
  return failure(context, 400, 'global/invalid-parameters', message)
}

function failure(
  context: RentalContext,
  status: 400 | 401 | 404 | 500,
  code: string,
  message: string,
  suggestion?: string,
): Response {
  return context.json({ error: { code, message, ...(suggestion !== undefined && { suggestion }) } }, status)
}
