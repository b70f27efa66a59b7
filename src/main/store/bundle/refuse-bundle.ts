import { AssayError } from '#shared/errors.ts'

/** @param reason a clause: "its manifest can't be read" */
export function refuseBundle(reason: string, cause?: unknown): AssayError {
  return new AssayError(
    'BUNDLE_REFUSED',
    `This is no evidence bundle that can be relied on: ${reason}. Nothing was written.`,
    {
      cause,
    },
  )
}

/** A name from an archive as it can be shown: nothing in it moves the cursor or turns the line round. */
export function shownName(name: string): string {
  const plain = name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '�')
  return `"${plain.length > 120 ? `${plain.slice(0, 120)}…` : plain}"`
}
