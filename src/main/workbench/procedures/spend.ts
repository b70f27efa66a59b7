import { procedures } from './base.ts'

export const spend = {
  summary: procedures.spend.summary.handler(({ input, context: { store } }) => store.spend.summary(input.month)),
}
