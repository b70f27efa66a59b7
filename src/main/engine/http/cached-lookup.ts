import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'

/** How long an answer is used. Short: a provider moves its traffic by DNS, and a trial should follow. */
const KEPT_MS = 30_000

/** `addresses` means nothing where there is an error. */
type Told = (error: Error | null, addresses: LookupAddress[]) => void
/** All addresses of a host name, in the order to try them. */
export type Resolve = (hostname: string, told: Told) => void

interface Answer {
  askedMs: number
  /** null while the answer is awaited. */
  addresses: LookupAddress[] | null
  waiting: Told[]
}

/** An address that the policy does not allow to connect to. */
export class RefusedAddressError extends Error {
  readonly address: string

  constructor(address: string) {
    super(`The name leads to ${address}.`)
    this.name = 'RefusedAddressError'
    this.address = address
  }
}

/**
 * A `lookup` for sockets that remembers answers. The system's resolver runs on libuv's four threads: without a memory,
 * a lane of 256 new sockets would stand in line there and count it as the provider's DNS time.
 * @param options.now milliseconds of the trial's clock
 * @param options.resolve the operating system's resolver if absent
 * @param options.refuse addresses never to connect to; a name with one such address is refused whole, so that it can't
 *   be reached by a second try either
 */
export function cachedLookup(options: {
  now: () => number
  resolve?: Resolve
  refuse?: (address: string) => boolean
}): LookupFunction {
  const { now, resolve = resolveBySystem, refuse } = options
  const answers = new Map<string, Answer>()

  const ask = (hostname: string, told: Told): void => {
    const known = answers.get(hostname)
    if (known?.addresses === null) {
      known.waiting.push(told)
    } else if (known !== undefined && now() - known.askedMs < KEPT_MS) {
      // Not at once: a socket expects its listeners to be in place before its lookup answers.
      process.nextTick(told, null, known.addresses)
    } else {
      const answer: Answer = { askedMs: now(), addresses: null, waiting: [told] }
      answers.set(hostname, answer)
      resolve(hostname, (error, addresses) => {
        // A failure is told to whoever asked, and not remembered.
        if (error === null) answer.addresses = addresses
        else answers.delete(hostname)
        for (const tell of answer.waiting.splice(0)) tell(error, addresses)
      })
    }
  }

  return (hostname, { family, all }, callback) => {
    ask(hostname, (error, addresses) => {
      if (error !== null) {
        callback(error, '', 0)
        return
      }
      const refused = refuse === undefined ? undefined : addresses.find(({ address }) => refuse(address))
      const usable = addresses.filter((address) => family === undefined || family === 0 || isOfFamily(address, family))
      const [first] = usable
      if (refused !== undefined) callback(new RefusedAddressError(refused.address), '', 0)
      else if (first === undefined) callback(notFound(hostname), '', 0)
      else if (all === true) callback(null, usable)
      else callback(null, first.address, first.family)
    })
  }
}

const resolveBySystem: Resolve = (hostname, told) => systemLookup(hostname, { all: true }, told)

function isOfFamily(address: LookupAddress, family: number | string): boolean {
  return address.family === Number(String(family).replace('IPv', ''))
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} has no address of the family asked for.`), { code: 'ENOTFOUND' })
}
