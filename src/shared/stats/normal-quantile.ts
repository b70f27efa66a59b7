import type { Random } from './random.ts'

/**
 * The value that a standard normal variable does not exceed with the chance `share`: 1.96 for 0.975. The error is below 1e-6.
 * Source: Wichura, algorithm AS 241 (PPND7), Applied Statistics 37 (1988) 477–484.
 * @param share strictly between 0 and 1
 */
export function normalQuantile(share: number): number {
  const centred = share - 0.5
  if (Math.abs(centred) <= 0.425) {
    const r = 0.180625 - centred * centred
    const above = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179
    const below = ((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1
    return (centred * above) / below
  }
  const size = tailQuantile(Math.sqrt(-Math.log(Math.min(share, 1 - share))))
  return centred < 0 ? -size : size
}

function tailQuantile(root: number): number {
  if (root <= 5) {
    const r = root - 1.6
    return (
      (((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777) /
      ((0.12021132975 * r + 0.7370016425) * r + 1)
    )
  }
  const r = root - 5
  return (
    (((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115) /
    ((0.012258202635 * r + 0.24197894225) * r + 1)
  )
}

/** A standard normal value for one number of the stream. */
export function drawNormal(random: Pick<Random, 'next'>): number {
  // Half a step, because the stream holds 0.
  return normalQuantile(random.next() + 2 ** -33)
}
