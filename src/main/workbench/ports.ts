import type { SystemKeychain } from '#main/vault/system-keychain.ts'

/** Values of credential fields. A door supplies them; they never reach the store, a log or the page. */
export interface SecretsPort {
  /** The value of one field of a provider's credentials, or null where it is not set. */
  read(providerId: string, field: string): string | null
}

export interface ClockPort {
  now(): Date
}

export interface IdsPort {
  /** A fresh id, e.g. `trial-01k…`; ids made later sort later. */
  next(
    noun:
      | 'trial'
      | 'sample'
      | 'account'
      | 'workflow'
      | 'rental'
      | 'price'
      | 'watch'
      | 'invoice'
      | 'prompt-set'
      | 'votes'
      | 'voting-file'
      | 'judge'
      | 'judge-call',
  ): string
}

/**
 * Prints an HTML file as a PDF file, at the page size its stylesheet asks for.
 * @throws AssayError NO_PDF_PRINTER, which says what to install; nothing is left at `pdfPath` that is not whole
 */
export type PdfPrinter = (documentPath: string, pdfPath: string) => Promise<void>

/** What a door must supply. The workbench itself reads no environment and knows no window. */
export interface HostPorts {
  host: 'desktop' | 'browser' | 'command-line'
  secrets: SecretsPort
  /** null where this door has none. */
  keychain: SystemKeychain | null
  /** The vault's passphrase from whoever started this door; asked when a locked vault is needed. null where nobody could be asked. */
  askPassphrase(): Promise<string | null>
  /** Where an ssh-agent listens; null where none runs. */
  sshAgentSocket: string | null
  /** For which schemes the environment of this door names a proxy. */
  proxySchemes: ('http' | 'https')[]
  clock: ClockPort
  ids: IdsPort
  /** Where database, pictures and reports live. */
  dataDirectory: string
  /** `resources/` of the installation. */
  resourcesDirectory: string
  /** The built page, or null where there is none to serve. */
  pageDirectory: string | null
  /** The built page of voting files, without ballots in it; null where there is none. */
  votingPagePath: string | null
  /** The built page of galleries, without a trial in it; null where there is none. */
  galleryPagePath: string | null
  printPdf: PdfPrinter
  version: string
}
