import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { Contract } from '#shared/contract.ts'

export type WorkbenchClient = ContractRouterClient<Contract>

/** The workbench behind this page, whichever door serves it: the same origin answers `/rpc`. */
export const client: WorkbenchClient = createORPCClient(
  new RPCLink({ url: new URL('/rpc', window.location.href).href }),
)

/** Query and mutation options for every procedure of the contract. */
export const workbench = createTanstackQueryUtils(client)
