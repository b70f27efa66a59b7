const READ_WITHIN_MS = 60_000

/** Hands a text, or what is a file already, to the browser to be saved. */
export function saveFile(name: string, content: string | Blob, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  saveAddress(name, address)
  // Some browsers read it only after the click has been dealt with; a page that is closed lets go of it as well.
  setTimeout(() => URL.revokeObjectURL(address), READ_WITHIN_MS)
}

/** Has the browser save what is at an address of ours, without taking it into memory first. */
export function saveAddress(name: string, address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}
