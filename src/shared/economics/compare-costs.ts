import type { BreakEven, BreakEvenUtilisation } from '../domain/break-even.ts'
import type { CostAssumptions } from '../domain/cost-assumptions.ts'
import type { CostBasis } from '../domain/cost-basis.ts'
import type { MonthCost, UsableCost } from '../domain/month-cost.ts'
import type { Ownership, Tornado } from '../domain/ownership.ts'
import { breakEven, totalsOf } from './break-even.ts'
import { breakEvenUtilisation } from './break-even-utilisation.ts'
import { costPerUsableImage, monthCost } from './month-cost.ts'
import { prepareSetting, type MonthSetting } from './month-setting.ts'
import { simulateOwnership } from './simulate-ownership.ts'
import { tornado } from './tornado.ts'
import { VOLUMES } from './volumes.ts'

/** From which volume on machines cost less than a managed API. */
export interface PairBreakEven {
  machinesId: string
  managedId: string
  breakEven: BreakEven
  /** By usable pictures a month. */
  usableBreakEven: BreakEven
}

/** Machines held against a managed API. */
export interface MachinesAgainst extends PairBreakEven {
  /** At the volume of the assumptions. */
  utilisation: BreakEvenUtilisation
  /** Of the monthly saving of the machines, at that volume. */
  tornado: Tornado
}

/** What each contender costs a month, by volume. */
export interface MonthsByVolume {
  /** Those that every comparison has, and those of the assumptions, ascending. */
  volumes: number[]
  contenders: {
    basis: CostBasis
    /** By volume. */
    months: MonthCost[]
    usable: UsableCost[]
    /** At the volume of the assumptions. */
    own: MonthCost
  }[]
}

export interface CostComparison extends MonthsByVolume {
  against: MachinesAgainst[]
  ownership: Ownership
}

/** All of it but the simulation, which takes longest. */
export type MonthComparison = Omit<CostComparison, 'ownership'>

/** All that is said of contenders’ costs under one set of assumptions; page, report and command line show what is in here. */
export function compareCosts(bases: readonly CostBasis[], assumptions: CostAssumptions): CostComparison {
  return { ...compareMonths(bases, assumptions), ownership: simulateOwnership(bases, assumptions) }
}

/**
 * What `compareCosts` says without a simulation, for a page on which assumptions are being moved.
 * @param breakEvens of the same bases and assumptions, where they are known already
 */
export function compareMonths(
  bases: readonly CostBasis[],
  assumptions: CostAssumptions,
  breakEvens: readonly PairBreakEven[] = breakEvensOf(bases, assumptions),
): MonthComparison {
  const setting = prepareSetting(assumptions)
  const { imagesPerMonth } = assumptions
  return {
    ...reckonMonths(bases, setting),
    against: pairsOf(bases).map(([own, other]) => {
      const found = breakEvens.find(({ machinesId, managedId }) => machinesId === own.id && managedId === other.id)
      if (found === undefined)
        throw new Error(`The break-even of ${own.id} against ${other.id} is of other contenders.`)
      return {
        ...found,
        utilisation: breakEvenUtilisation(own, other, imagesPerMonth, setting),
        tornado: tornado(bases, { id: own.id, againstId: other.id }, assumptions),
      }
    }),
  }
}

/** The same at every volume: what is moved most often on a page need not wait for what takes longest. */
export function breakEvensOf(
  bases: readonly CostBasis[],
  assumptions: Omit<CostAssumptions, 'imagesPerMonth' | 'moreVolumes'>,
): PairBreakEven[] {
  const setting = prepareSetting({ ...assumptions, imagesPerMonth: 1, moreVolumes: [] })
  const totals = totalsOf(setting)
  return pairsOf(bases).map(([own, other]) => ({
    machinesId: own.id,
    managedId: other.id,
    breakEven: breakEven(own, other, setting, { totals }),
    usableBreakEven: breakEven(own, other, setting, { totals, counted: 'usable' }),
  }))
}

function pairsOf(bases: readonly CostBasis[]): [machines: CostBasis, managed: CostBasis][] {
  const machines = bases.filter(({ billing }) => billing.by === 'machine')
  const managed = bases.filter(({ billing }) => billing.by !== 'machine')
  return machines.flatMap((own) => managed.map((other): [CostBasis, CostBasis] => [own, other]))
}

/** The months alone, at the usual volumes and at those of the assumptions. */
export function reckonMonths(bases: readonly CostBasis[], setting: MonthSetting): MonthsByVolume {
  const { imagesPerMonth, moreVolumes } = setting.assumptions
  const volumes = [...new Set([...VOLUMES, ...moreVolumes, imagesPerMonth])].toSorted((left, right) => left - right)
  return {
    volumes,
    contenders: bases.map((basis) => ({
      basis,
      months: volumes.map((volume) => monthCost(basis, volume, setting)),
      usable: volumes.map((volume) => costPerUsableImage(basis, volume, setting)),
      own: monthCost(basis, imagesPerMonth, setting),
    })),
  }
}
