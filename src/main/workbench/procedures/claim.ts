import { readClaims } from '../read-claims.ts'
import { procedures } from './base.ts'

export const claim = {
  list: procedures.claim.list.handler(({ context: { ports } }) => readClaims(ports.resourcesDirectory)),
}
