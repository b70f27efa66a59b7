import { callOnce, type CallResult } from '#main/engine/call-once.ts'
import { DIRECT } from '#main/engine/ports.ts'
import type { ProviderAdapter, RequestTemplate } from '#main/providers/provider-adapter.ts'
import { findProvider } from '#main/providers/registry.ts'
import type { NodeProblem } from '#shared/domain/node-problem.ts'
import type { AccountChoice } from '#shared/domain/planned-contender.ts'
import type { StoredWorkflow } from '#shared/domain/workflow.ts'
import { AssayError } from '#shared/errors.ts'
import { readCredentials } from './accounts.ts'
import { callAccount } from './call-account.ts'
import type { WorkbenchContext } from './context.ts'
import { resolveAccount } from './resolve-account.ts'

type Context = Pick<WorkbenchContext, 'accountSecrets' | 'ports' | 'practice' | 'store'>

/** Describing every node of a server with many packs takes it some seconds. */
const CALL_MS = 60_000

/**
 * Holds a graph against what a server has: classes of nodes, files, ranges, types of links. Nothing is queued.
 * @returns the problems, none where the server could run it, and which server that is
 * @throws AssayError BAD_USAGE (no graph, or a provider that can't be asked), MISSING_CREDENTIAL, CALL_FAILED, UNKNOWN_PROVIDER
 */
export async function validateWorkflow(
  { content, name }: StoredWorkflow,
  choice: { provider: string; account: AccountChoice },
  context: Context,
  signal: AbortSignal | undefined,
): Promise<{ server: string; problems: NodeProblem[] }> {
  if (content.kind !== 'comfyui') {
    throw new AssayError('BAD_USAGE', `“${name}” is no ComfyUI graph, so there are no nodes to check.`)
  }
  const { adapter, server, call } = await serverOf(choice, context, signal)
  const { graphCheck, descriptor } = adapter
  if (graphCheck === undefined) {
    throw new AssayError(
      'BAD_USAGE',
      `${descriptor.name} can't be asked which nodes it has. Choose an account of ComfyUI.`,
    )
  }
  const called = await call(graphCheck.request)
  if (!called.ok) throw new AssayError('CALL_FAILED', called.failure.message)
  const problems = graphCheck.read(called.reply, content.graph)
  if (problems !== null) return { server, problems }
  const message = `${server} answered with HTTP ${called.reply.status}, and not with a list of its nodes. Check that ComfyUI runs there, and the credentials.`
  throw new AssayError('CALL_FAILED', message)
}

interface Server {
  adapter: ProviderAdapter
  /** Its host, for people. */
  server: string
  call: (template: RequestTemplate) => Promise<CallResult>
}

async function serverOf(
  { provider, account }: { provider: string; account: AccountChoice },
  context: Context,
  signal: AbortSignal | undefined,
): Promise<Server> {
  const { ports, practice, store } = context
  if (account !== 'environment' && account !== 'practice') {
    const resolved = await resolveAccount(account, context)
    const adapter = adapterOf(resolved.account.providerId)
    const call = (template: RequestTemplate): Promise<CallResult> => callAccount(resolved, template, { store, signal })
    return { adapter, server: hostOf(resolved.baseUrl), call }
  }
  const adapter = adapterOf(provider)
  const { baseUrl, credentials } =
    account === 'practice' ? await practiceOf(adapter, practice) : environmentOf(adapter, ports.secrets)
  const call = (template: RequestTemplate): Promise<CallResult> =>
    callOnce({
      template,
      credentials,
      baseUrl,
      connection: DIRECT,
      timeoutMs: CALL_MS,
      signal: signal ?? new AbortController().signal,
    })
  return { adapter, server: hostOf(baseUrl), call }
}

function adapterOf(providerId: string): ProviderAdapter {
  const adapter = findProvider(providerId)
  if (adapter === null) throw new AssayError('UNKNOWN_PROVIDER', `There is no provider "${providerId}" with workflows.`)
  return adapter
}

async function practiceOf({ descriptor }: ProviderAdapter, practice: WorkbenchContext['practice']) {
  const found = await practice.account(descriptor.id)
  if (found !== null) return found
  throw new AssayError('BAD_USAGE', `${descriptor.name} has no simulator. Choose an account.`)
}

function environmentOf(adapter: ProviderAdapter, secrets: WorkbenchContext['ports']['secrets']) {
  const { descriptor } = adapter
  const { credentials, problems } = readCredentials(adapter, secrets)
  const [first] = problems
  if (first !== undefined) throw new AssayError('MISSING_CREDENTIAL', first.message, { problems })
  const baseUrl = secrets.read(descriptor.id, 'baseUrl') ?? descriptor.defaultBaseUrl
  if (baseUrl !== null && URL.canParse(baseUrl)) return { baseUrl, credentials }
  const message = `${descriptor.name} runs at an address of yours. Set ASSAY_${descriptor.id.toUpperCase().replaceAll('-', '_')}_BASE_URL, or choose an account.`
  throw new AssayError('MISSING_CREDENTIAL', message)
}

function hostOf(baseUrl: string): string {
  return new URL(baseUrl).host
}
