import { z } from 'zod'
import { ClaimFile } from '../domain/claim.ts'
import { procedure } from './procedure.ts'

/** What others say of the field: shown beside list prices and measurements, never counted with. */
export const claim = { list: procedure.output(z.array(ClaimFile)) }
