import type { Criterion } from '#shared/decision/criteria.ts'
import { frontSteps, markOf } from '#shared/decision/trade-off-front.ts'
import type { FrontPlace } from '#shared/domain/decision-evaluation.ts'
import type { CriterionMeasure, DecisionContender } from '#shared/domain/decision-evidence.ts'
import type { BuiltInCriterion } from '#shared/domain/decision-settings.ts'
import { formatUsd, MICROS_PER_USD } from '#shared/units/format-usd.ts'
import { linearAxis } from '../../charts/scale.ts'
import {
  TRADE_OFF_PLOT_PX,
  type TradeOffAxis,
  type TradeOffChartProps,
  type TradeOffPoint,
} from '../../charts/trade-off-chart.tsx'

/** What contenders are held against each other by. */
export type TradeOffMeasure = Extract<BuiltInCriterion, 'cost' | 'latency' | 'quality'>
export const TRADE_OFF_MEASURES: readonly TradeOffMeasure[] = ['cost', 'latency', 'quality']

type Known = Extract<CriterionMeasure, { state: 'known' }>

/** Cost against votes where there are any, else against the p95. */
export function firstAxes(contenders: readonly DecisionContender[]): { x: TradeOffMeasure; y: TradeOffMeasure } {
  const hasVotes = contenders.some(({ measures }) => measures.quality.state === 'known')
  return { x: 'cost', y: hasVotes ? 'quality' : 'latency' }
}

interface Placed {
  contender: DecisionContender
  x: Known
  y: Known
}

/**
 * The chart of two measures. Only contenders of which both are known can be drawn; the others are named, with why.
 * @param front of latency, cost and quality together: those that are surely dominated are drawn as outlines
 */
export function prepareTradeOff(
  contenders: readonly DecisionContender[],
  front: readonly FrontPlace[],
  [xCriterion, yCriterion]: readonly [Criterion & { id: TradeOffMeasure }, Criterion & { id: TradeOffMeasure }],
): { chart: Omit<TradeOffChartProps, 'label'> | null; notDrawn: { name: string; reason: string }[] } {
  const placed: Placed[] = []
  const notDrawn: { name: string; reason: string }[] = []
  for (const contender of contenders) {
    const [x, y] = [contender.measures[xCriterion.id], contender.measures[yCriterion.id]]
    if (x.state === 'known' && y.state === 'known') placed.push({ contender, x, y })
    else {
      const [criterion, measure] = x.state === 'unknown' ? [xCriterion, x] : [yCriterion, y]
      const reason = measure.state === 'unknown' ? measure.reason : ''
      notDrawn.push({ name: contender.name, reason: `${criterion.name}: ${reason}` })
    }
  }
  if (placed.length === 0) return { chart: null, notDrawn }
  const xAxis = axisOf(
    xCriterion,
    placed.map(({ x }) => x),
    'x',
  )
  const yAxis = axisOf(
    yCriterion,
    placed.map(({ y }) => y),
    'y',
  )
  const points = placed.map(({ contender, x, y }): TradeOffPoint => {
    const { contenderId, name, position } = contender
    return {
      contenderId,
      name,
      position,
      x: markOf(x),
      y: markOf(y),
      xBars: [markOf(x) - x.low, x.high - markOf(x)],
      yBars: [markOf(y) - y.low, y.high - markOf(y)],
      isDominated: front.some((place) => place.contenderId === contenderId && place.state === 'dominated'),
      labelSide: markOf(x) > xAxis.minimum + 0.62 * (xAxis.maximum - xAxis.minimum) ? 'left' : 'right',
      labelDownPx: 0,
    }
  })
  return {
    chart: {
      points: spreadLabels(points, xAxis, yAxis),
      xAxis,
      yAxis,
      front: frontLine(points, [xCriterion, yCriterion], [xAxis, yAxis]),
    },
    notDrawn,
  }
}

/** The words of an axis by the way it runs. */
const BETTER = {
  less: { x: 'less is left', y: 'less is down' },
  more: { x: 'more is right', y: 'more is up' },
} as const

/** From nothing on; a share between the round ones around what was found. */
function axisOf(criterion: Criterion, measures: readonly Known[], way: 'x' | 'y'): TradeOffAxis {
  const title = `${criterion.name}, ${BETTER[criterion.better][way]}`
  const highest = Math.max(...measures.map(({ high }) => high))
  if (criterion.quantity === 'share') {
    const lowest = Math.min(...measures.map(({ low }) => low))
    // Fifths or tenths, by how far apart they are.
    const parts = highest - lowest > 0.5 ? 5 : 10
    const from = Math.floor(parts * lowest + 1e-9)
    const to = Math.max(from + 1, Math.ceil(parts * highest - 1e-9))
    const ticks = Array.from({ length: to - from + 1 }, (_, step) => (from + step) / parts)
    return {
      minimum: from / parts,
      maximum: to / parts,
      ticks,
      write: (share) => `${Math.round(100 * share)} %`,
      title,
    }
  }
  const per = criterion.quantity === 'latency' ? 1000 : MICROS_PER_USD
  const axis = linearAxis(highest / per, 4)
  const write =
    criterion.quantity === 'latency'
      ? (ms: number) => `${Number((ms / per).toPrecision(6))} s`
      : (micros: number) => formatUsd(Math.round(micros), moneyPlaces(axis.ticks))
  return { minimum: 0, maximum: axis.maximum * per, ticks: axis.ticks.map((tick) => tick * per), write, title }
}

/** As many places as the finest tick needs. */
function moneyPlaces(ticks: readonly number[]): number {
  return [2, 3, 4, 5].find((places) => ticks.every((tick) => Number(tick.toFixed(places)) === tick)) ?? 6
}

/** Steps along those that none is better than in both of the two that are shown, from axis to axis. */
function frontLine(
  points: readonly TradeOffPoint[],
  [xCriterion, yCriterion]: readonly [Criterion, Criterion],
  [xAxis, yAxis]: readonly [TradeOffAxis, TradeOffAxis],
): { x: number; y: number }[] {
  return frontSteps(
    points,
    { x: xCriterion.better, y: yCriterion.better },
    {
      x: xCriterion.better === 'less' ? xAxis.maximum : xAxis.minimum,
      y: yCriterion.better === 'less' ? yAxis.maximum : yAxis.minimum,
    },
  )
}

const LABEL_APART_PX = 13
/** Markers so far apart, as a share of the width, have names that do not meet. */
const NEAR_IN_WIDTH = 0.3

/** Moves names down until those of markers near each other stand apart. */
function spreadLabels(points: readonly TradeOffPoint[], xAxis: TradeOffAxis, yAxis: TradeOffAxis): TradeOffPoint[] {
  const across = ({ x }: TradeOffPoint): number => (x - xAxis.minimum) / (xAxis.maximum - xAxis.minimum)
  const down = ({ y }: TradeOffPoint): number =>
    TRADE_OFF_PLOT_PX * (1 - (y - yAxis.minimum) / (yAxis.maximum - yAxis.minimum))
  const settled: { point: TradeOffPoint; at: number }[] = []
  for (const point of points.toSorted((one, other) => down(one) - down(other))) {
    const near = settled.filter((other) => Math.abs(across(other.point) - across(point)) < NEAR_IN_WIDTH)
    const at = near.reduce(
      (place, other) => (Math.abs(other.at - place) < LABEL_APART_PX ? other.at + LABEL_APART_PX : place),
      down(point),
    )
    settled.push({ point: { ...point, labelDownPx: at - down(point) }, at })
  }
  return settled.map(({ point }) => point)
}
