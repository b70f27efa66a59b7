import type { Admission, AdmissionRequest } from '#main/engine/ports.ts'
import type { Sample } from '#shared/domain/sample.ts'
import { judgeSend } from '#shared/economics/judge-send.ts'

/** Lets samples through as the workbench does, without a store: one that does not fit waits while others are in flight. */
export function admitUnderCap(capMicros: number | null) {
  const held = new Map<string, number | null>()
  const waiting: { request: AdmissionRequest; answer: (admission: Admission) => void }[] = []
  let spentMicros = 0

  const decide = (): void => {
    for (const { request, answer } of waiting.splice(0)) {
      const heldMicros = [...held.values()].reduce<number>((sum, micros) => sum + (micros ?? 0), 0)
      const standings = capMicros === null ? [] : [{ name: 'budget', capMicros, spentMicros, heldMicros }]
      const verdict = judgeSend(standings, request.worstCaseMicros)
      if (verdict.ok) held.set(request.sampleId, request.worstCaseMicros)
      if (verdict.ok || held.size === 0) answer(verdict)
      else waiting.push({ request, answer })
    }
  }
  return {
    admit: async (request: AdmissionRequest): Promise<Admission> => {
      const { promise, resolve } = Promise.withResolvers<Admission>()
      waiting.push({ request, answer: resolve })
      decide()
      return await promise
    },
    ended: ({ id, charge }: Sample): void => {
      spentMicros += charge.amountMicros ?? held.get(id) ?? 0
      held.delete(id)
      decide()
    },
  }
}
