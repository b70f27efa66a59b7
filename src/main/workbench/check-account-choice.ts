import { environmentVariable } from '#main/providers/describe-provider.ts'
import type { Credentials, ProviderAdapter } from '#main/providers/provider-adapter.ts'
import type { PlannedStep } from '#shared/domain/planned-contender.ts'
import { readCredentials } from './accounts.ts'
import { judgeBaseUrl } from './judge-base-url.ts'
import type { ReportProblem } from './plan-problem.ts'
import type { PlanSources } from './plan-sources.ts'
import { missingFields } from './resolve-account.ts'

/**
 * Whose credentials a step uses, and where. Of an account only what can be known while the vault is locked; of a practice account
 * nothing, because the simulators are started later.
 */
export type StepAccount =
  | { kind: 'practice' }
  | { kind: 'environment'; baseUrl: string; credentials: Credentials }
  | { kind: 'account'; accountId: string; baseUrl: string; concurrency: number | null }

/** @returns null where something is wrong, which has been reported */
export function checkAccountChoice(
  planned: PlannedStep,
  adapter: ProviderAdapter,
  sources: PlanSources,
  report: ReportProblem,
): StepAccount | null {
  if (planned.account === 'practice') return { kind: 'practice' }
  return planned.account === 'environment'
    ? fromEnvironment(planned, adapter, sources, report)
    : fromAccounts(planned, adapter, sources, report)
}

function fromEnvironment(
  planned: PlannedStep,
  adapter: ProviderAdapter,
  { secrets }: PlanSources,
  report: ReportProblem,
): StepAccount | null {
  const { descriptor } = adapter
  const { credentials, problems } = readCredentials(adapter, secrets)
  for (const problem of problems) report('account', problem.message, 'MISSING_CREDENTIAL')
  const baseUrl = planned.baseUrl ?? secrets.read(descriptor.id, 'baseUrl') ?? descriptor.defaultBaseUrl
  if (baseUrl === null) {
    report(
      'baseUrl',
      `${descriptor.name} runs at an address of yours. Give it as baseUrl, or set ${environmentVariable(descriptor.id, 'baseUrl')}.`,
      'MISSING_CREDENTIAL',
    )
    return null
  }
  const misfit = judgeBaseUrl(baseUrl)
  if (misfit !== null) {
    report('baseUrl', misfit)
    return null
  }
  return problems.length > 0 ? null : { kind: 'environment', baseUrl, credentials }
}

function fromAccounts(
  planned: PlannedStep,
  { descriptor }: ProviderAdapter,
  sources: PlanSources,
  report: ReportProblem,
): StepAccount | null {
  const account = sources.account(planned.account)
  if (account === null) {
    const own = sources.accounts().filter(({ providerId }) => providerId === descriptor.id)
    const known = own.map(({ id, label }) => `${id} (${label})`).join(', ')
    const help = own.length === 0 ? 'Add one with "assay accounts add".' : `Of ${descriptor.name} there are: ${known}.`
    report('account', `There is no account "${planned.account}" in this data folder. ${help}`)
    return null
  }
  if (account.providerId !== descriptor.id) {
    report('account', `"${account.label}" is an account of ${account.providerId}, not of ${descriptor.id}.`)
    return null
  }
  const missing = missingFields(account, descriptor)
  for (const problem of missing) report('account', problem.message, 'MISSING_CREDENTIAL')
  const baseUrl = account.baseUrl ?? descriptor.defaultBaseUrl
  if (planned.baseUrl !== undefined && planned.baseUrl !== baseUrl) {
    // A plan that somebody sent must not carry a key to a server of its own choice.
    report(
      'baseUrl',
      `The account "${account.label}" is for another address. Leave baseUrl out, or change the account.`,
    )
    return null
  }
  if (baseUrl === null) {
    report('account', `The account "${account.label}" has no address. Enter it under Accounts.`, 'MISSING_CREDENTIAL')
    return null
  }
  return missing.length > 0
    ? null
    : { kind: 'account', accountId: account.id, baseUrl, concurrency: account.concurrency }
}
