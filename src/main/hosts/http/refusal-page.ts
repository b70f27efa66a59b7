import { html } from 'hono/html'
import type { RefusalReason } from './session-gate.ts'

/** What a person reads who stands before the closed door: what happened and what to do. Says nothing about the data behind it. */
export async function refusalPage(reason: RefusalReason, port: number): Promise<string> {
  const { title, text } = EXPLANATIONS[reason](port)
  return String(
    await html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <meta name="color-scheme" content="light dark" />
          <title>${title}</title>
          <style>
            body {
              font:
                16px/1.5 system-ui,
                sans-serif;
              max-width: 36rem;
              margin: 15vh auto;
              padding: 0 1.5rem;
            }
          </style>
        </head>
        <body>
          <h1>${title}</h1>
          <p>${text}</p>
        </body>
      </html>`,
  )
}

const EXPLANATIONS: Record<RefusalReason, (port: number) => { title: string; text: string }> = {
  session: () => ({
    title: 'This browser has no key to Assay',
    text: 'Open the address that Assay printed when it started: it ends in “?token=…” and works until Assay is stopped. Each start prints a new one.',
  }),
  host: (port) => ({
    title: 'Assay does not answer under this address',
    text: `It answers as 127.0.0.1:${port} and localhost:${port} alone. Through a tunnel, use the same port on both sides: ssh -L ${port}:127.0.0.1:${port} your-machine.`,
  }),
  origin: () => ({
    title: 'Assay does not answer other pages',
    text: 'A page from another address asked for this. If it was you, type Assay’s own address into the address bar.',
  }),
}
