import { timingSafeEqual } from 'node:crypto'

/** What the gate reads of a request. `address` is the whole URL the client asked for; headers are null where they are absent. */
export interface Caller {
  method: string
  address: string
  host: string | null
  origin: string | null
  /** `sec-fetch-site`, as browsers send it. */
  fetchSite: string | null
  /** Value of this server's cookie. */
  cookie: string | null
}

export type RefusalReason = 'host' | 'origin' | 'session'

/** What the gate decides. `fromElsewhere`: the address with the token was followed from another page, not typed or pasted. */
export type Verdict =
  | { kind: 'pass' }
  | { kind: 'admit'; fromElsewhere: boolean }
  | { kind: 'refuse'; status: 401 | 403; reason: RefusalReason }

/**
 * Who may talk to the browser door. The address rules come first, so that a page of another origin, a rebound DNS name or
 * a neighbour on another port learns nothing, not even whether a token was right.
 *
 * - Host must be the bound address: a name that was rebound to 127.0.0.1 carries its own name here.
 * - Origin, where the browser sends one, must be ours; so must the site that a sub-request comes from. Cookies do not
 *   know ports, so a page on another local port would otherwise bring ours along.
 * - A GET with the token is let in and gets the cookie; everything else needs the cookie.
 */
export function judgeCaller(caller: Caller, session: { port: number; token: string }): Verdict {
  const hosts = [`127.0.0.1:${session.port}`, `localhost:${session.port}`]
  const address = URL.parse(caller.address)
  if (caller.host === null || !hosts.includes(caller.host) || address === null || address.host !== caller.host)
    return { kind: 'refuse', status: 403, reason: 'host' }
  if (caller.origin !== null && caller.origin !== `http://${caller.host}`)
    return { kind: 'refuse', status: 403, reason: 'origin' }

  const offered = address.searchParams.get('token')
  const fromElsewhere = caller.fetchSite === 'cross-site' || caller.fetchSite === 'same-site'
  if (caller.method === 'GET' && address.pathname === '/' && offered !== null)
    return sameSecret(offered, session.token)
      ? { kind: 'admit', fromElsewhere }
      : { kind: 'refuse', status: 401, reason: 'session' }

  if (fromElsewhere) return { kind: 'refuse', status: 403, reason: 'origin' }
  if (caller.cookie !== null && sameSecret(caller.cookie, session.token)) return { kind: 'pass' }
  return { kind: 'refuse', status: 401, reason: 'session' }
}

/** Compares in a time that does not tell how many characters fit. The length of a token is no secret. */
function sameSecret(offered: string, secret: string): boolean {
  const one = Buffer.from(offered)
  const other = Buffer.from(secret)
  return one.length === other.length && timingSafeEqual(one, other)
}
