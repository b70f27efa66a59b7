import type { Page } from '@playwright/test'

/** A time that runs `factor` times as fast as the wall's since `beganMs`, when it told the same: epoch milliseconds. */
export interface QuickTime {
  factor: number
  beganMs: number
}

/** From now on the page reads the clock that its workbench reads for rentals. Timers keep their pace. */
export async function quickenPage(page: Page, time: QuickTime): Promise<void> {
  await page.addInitScript(({ factor, beganMs }) => {
    const RealDate = Date
    const quickNow = (): number => beganMs + (RealDate.now() - beganMs) * factor
    globalThis.Date = new Proxy(RealDate, {
      construct: (target, words: [], newTarget) =>
        Reflect.construct(target, words.length === 0 ? [quickNow()] : words, newTarget) as Date,
      get: (target, name, receiver) => (name === 'now' ? quickNow : (Reflect.get(target, name, receiver) as unknown)),
    })
  }, time)
}
