/** Quantiles of the standard normal distribution, by their share: `NORMAL_QUANTILE.p975` leaves 2.5 % above it. */
export const NORMAL_QUANTILE = {
  p75: 0.6744897501960817,
  p80: 0.8416212335729143,
  p975: 1.959963984540054,
} as const
