/** What went wrong with an SSH tunnel, as one sentence for people. It holds no secret. */
export class TunnelError extends Error {
  /** Whether another try may go better: not where the server refused the key, or is not the server that it was. */
  readonly mayPass: boolean

  constructor(message: string, options: { mayPass: boolean }) {
    super(message)
    this.name = 'TunnelError'
    this.mayPass = options.mayPass
  }
}
