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
  next(noun: 'trial' | 'sample'): string
}

/** What a door must supply. The workbench itself reads no environment and knows no window. */
export interface HostPorts {
  host: 'desktop' | 'browser' | 'command-line'
  secrets: SecretsPort
  clock: ClockPort
  ids: IdsPort
  /** Where database, pictures and reports live. */
  dataDirectory: string
  /** `resources/` of the installation. */
  resourcesDirectory: string
  /** The built page, or null where there is none to serve. */
  pageDirectory: string | null
  version: string
}
