import type { Contender } from '#shared/domain/plan.ts'
import type { Environment, Trial } from '#shared/domain/trial.ts'
import { countText } from '#shared/units/count-text.ts'
import { sentence } from '#shared/units/sentence.ts'

/** Where a trial was run, fact by fact. What an older trial does not know says so. */
export function environmentFacts({ environment, plan, id }: Trial): [name: string, text: string][] {
  const { assayVersion, runtime, operatingSystem, processor, cores, timeZone, host, memoryBytes } = environment
  const memory = memoryBytes === null ? '' : `, ${(memoryBytes / 2 ** 30).toFixed(1)} GiB of memory`
  return [
    ['Assay', `${assayVersion}, ${host}, ${runtime}`],
    ['Machine', `${operatingSystem}, ${processor}, ${countText(cores, 'core')}${memory}`],
    ['Network', orNotRecorded(environment.network, (kinds) => sentence(kinds.join(' and ')))],
    ['Proxy', orNotRecorded(environment.proxySchemes, proxyText)],
    ['Power', orNotRecorded(environment.power, (power) => POWER_WORDS[power])],
    ['Time zone', timeZone],
    ['Accounts', orNotRecorded(environment.accounts, (accounts) => accountsText(accounts, plan.contenders))],
    ['Trial', id],
  ]
}

const POWER_WORDS: Readonly<Record<NonNullable<Environment['power']>, string>> = {
  mains: 'Mains',
  battery: 'Battery: the processor may have been slowed down',
  unknown: 'Not known',
}

function proxyText(schemes: readonly string[]): string {
  if (schemes.length === 0) return 'None is set'
  return `One is set for ${schemes.join(' and ')}; Assay does not go through it`
}

function accountsText(accounts: NonNullable<Environment['accounts']>, contenders: readonly Contender[]): string {
  if (accounts.length === 0) return 'None of those kept in Assay'
  const steps = contenders.flatMap((contender) => [contender, ...contender.furtherSteps])
  return accounts
    .map(({ accountId, providerId, region, tier }) => {
      const name = steps.find(({ account }) => account === accountId)?.providerName ?? providerId
      return `${name}: region ${region ?? 'not given'}, tier ${tier ?? 'not given'}`
    })
    .join('; ')
}

function orNotRecorded<Fact>(fact: Fact | null, text: (fact: Fact) => string): string {
  return fact === null ? 'Not recorded' : text(fact)
}
