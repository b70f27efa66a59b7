import type { Charge, Price } from '#shared/domain/price.ts'
import { findModel } from '../kit/find-model.ts'
import { fitParameters, type FittedParameters } from '../kit/fit-parameters.ts'
import { listCharge, unknownCharge, type Used } from '../kit/list-charge.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { describeModel } from './models.ts'

/**
 * What the listed prices were stated for. Together counts size and steps by a rule that is not confirmed, so that the cost
 * of anything else is unknown. `steps` null: none were asked for.
 */
const STATED_FOR: Readonly<Record<string, Pick<FittedParameters, 'width' | 'height' | 'steps'>>> = {
  'together/flux-1-schnell': { width: 1024, height: 1024, steps: 4 },
  'together/flux-1-dev': { width: 1024, height: 1024, steps: null },
}

/** The reply names no cost: the list price, where it was stated for such a picture. */
export function priceSample({ ask, pictureCount, picturePixels }: Usage, price: Price | null): Charge {
  return chargeFor(ask, { pictureCount, picturePixels }, price, 'listed')
}

export function estimateSample(ask: Ask, price: Price | null): Charge {
  return chargeFor(ask, { pictureCount: 1 }, price, 'estimated')
}

function chargeFor(
  ask: Ask,
  used: Pick<Used, 'pictureCount' | 'picturePixels'>,
  price: Price | null,
  basis: 'listed' | 'estimated',
): Charge {
  const model = findModel(descriptor, ask, describeModel)
  const { width, height, steps } = fitParameters(model, ask).values
  const stated = price === null ? undefined : STATED_FOR[price.id]
  const same = stated === undefined || (stated.width === width && stated.height === height && stated.steps === steps)
  return same
    ? listCharge(model, price, { ...used, width, height, steps, machine: null }, basis)
    : unknownCharge(
        `The listed price is for ${price?.label ?? model.name}; how it goes with size and steps is not known.`,
      )
}
