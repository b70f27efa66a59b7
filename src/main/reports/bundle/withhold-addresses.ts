import type { AskedJudge } from '../rate-judges.ts'
import { WITHHELD_ADDRESS } from '#shared/domain/bundle.ts'
import type { Contender, ContenderStep } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import type { Environment, Trial } from '#shared/domain/trial.ts'
import { plainPaths } from './plain-paths.ts'

const LEFT_OUT = '(address left out)'

/** What was measured of a trial, as it is handed to others. */
interface Evidence {
  trial: Trial
  rows: readonly SampleRow[]
  sittings: readonly Sitting[]
  judges: readonly AskedJudge[]
}

/**
 * A trial as it may leave this machine: without addresses of accounts and servers, without ids of accounts, and without workflows, which
 * may hold either. Steps are named field by field, so that what one may get some day does not leave unasked. Accounts are numbered, so
 * that one still sees which contenders shared one.
 */
export function withholdAddresses({ trial, rows, sittings, judges }: Evidence): {
  trial: Trial
  rows: SampleRow[]
  sittings: Sitting[]
  judges: AskedJudge[]
} {
  const steps = trial.plan.contenders.flatMap((contender) => [contender, ...contender.furtherSteps])
  const scrub = scrubber(steps)
  const account = accountNames()
  return {
    trial: {
      ...trial,
      plan: {
        ...trial.plan,
        contenders: trial.plan.contenders.map((contender) => shownContender(contender, account)),
        cases: trial.plan.cases.map((one) => ({ ...one, parameters: plainPaths(one.parameters) })),
      },
      statusReason: orNull(trial.statusReason, scrub),
      environment: shownEnvironment(trial.environment, account),
      calibration:
        trial.calibration.state === 'left-out'
          ? { ...trial.calibration, detail: orNull(trial.calibration.detail, scrub) }
          : trial.calibration,
      earlyStops: trial.earlyStops.map((stop) => ({ ...stop, finding: scrub(stop.finding) })),
    },
    rows: rows.map((row) => ({
      ...row,
      failureMessage: orNull(row.failureMessage, scrub),
      warnings: row.warnings.map((warning) =>
        warning.parameter === 'loras'
          ? { ...warning, asked: scrub(warning.asked), sent: orNull(warning.sent, scrub) }
          : warning,
      ),
    })),
    sittings: sittings.map((sitting) => ({
      ...sitting,
      environment: shownEnvironment(sitting.environment, account),
      reason: orNull(sitting.reason, scrub),
    })),
    judges: judges.map(({ run, tally, pairs, calls }) => ({
      run: { ...run, account: judgeAccount(run.account, account), statusReason: orNull(run.statusReason, scrub) },
      tally,
      pairs,
      calls: calls.map((call) => ({ ...call, reason: orNull(call.reason, scrub), answer: orNull(call.answer, scrub) })),
    })),
  }
}

type AccountName = (account: string) => string

/** The same account always has the same number. Practice and the environment name nobody's account. */
function accountNames(): AccountName {
  const numbers = new Map<string, number>()
  return (account) => {
    if (account === 'practice' || account === 'environment') return account
    const number = numbers.get(account) ?? numbers.size + 1
    numbers.set(account, number)
    return `account-${number}`
  }
}

function judgeAccount(account: string, name: AccountName): string {
  return account.startsWith('practice:') || account.startsWith('environment:') ? account : name(account)
}

function shownContender(contender: Contender, account: AccountName): Contender {
  const { id, name, position, concurrency } = contender
  return {
    id,
    name,
    position,
    concurrency,
    ...shownStep(contender, account),
    furtherSteps: contender.furtherSteps.map((step) => shownStep(step, account)),
  }
}

function shownStep(step: ContenderStep, account: AccountName): ContenderStep {
  return {
    providerId: step.providerId,
    providerName: step.providerName,
    kind: step.kind,
    modelId: step.modelId,
    modelName: step.modelName,
    family: step.family,
    account: account(step.account),
    baseUrl: WITHHELD_ADDRESS,
    task: step.task,
    workflow: null,
    parameters: plainPaths(step.parameters),
    price: step.price,
    ceilingMicros: step.ceilingMicros,
    accountConcurrency: step.accountConcurrency,
  }
}

function shownEnvironment(environment: Environment, account: AccountName): Environment {
  return {
    ...environment,
    accounts:
      environment.accounts?.map(({ accountId, providerId, region, tier }) => ({
        accountId: account(accountId),
        providerId,
        region,
        tier,
      })) ?? null,
  }
}

/** URLs, IP addresses of both kinds, and the hosts that the trial was run with, with their ports. */
function scrubber(steps: readonly ContenderStep[]): (text: string) => string {
  const hosts = new Set(steps.map(({ baseUrl }) => new URL(baseUrl).hostname))
  const named = [...hosts]
    .toSorted((one, other) => other.length - one.length)
    .map((host) => host.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  const address = new RegExp(
    [
      String.raw`\b[a-z][a-z0-9+.-]*://[^\s"'<>)\]]+`,
      ...named.map((host) => String.raw`(?<![\w.-])${host}(?::\d+)?(?![\w-])`),
      String.raw`(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?(?![\d.]*\d)`,
      String.raw`\[[0-9a-f:.]*:[0-9a-f:.]*\](?::\d+)?`,
      String.raw`(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])`,
    ].join('|'),
    'giu',
  )
  return (text) => text.replaceAll(address, LEFT_OUT)
}

function orNull(text: string | null, change: (text: string) => string): string | null {
  return text === null ? null : change(text)
}
