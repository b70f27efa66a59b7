import { createHostPorts } from '#main/hosts/create-host-ports.ts'
import { serveWorkbench } from '#main/hosts/http/serve-workbench.ts'
import { createWorkbench } from '#main/workbench/workbench.ts'

/**
 * Door 2, for programs that embed Assay: opens a data folder and serves the workbench on 127.0.0.1.
 * @param options.port 0 takes any free port
 * @param options.environment where `ASSAY_…` credentials are read from; usually `process.env`
 * @throws AssayError where the folder, the database or the port can't be had; nothing stays open then
 */
export async function openServer(options: {
  dataDirectory: string
  port: number
  environment: Readonly<Record<string, string | undefined>>
}): Promise<{ url: string; port: number; close(): Promise<void> }> {
  const workbench = createWorkbench(createHostPorts({ ...options, host: 'browser' }), console.error)
  try {
    const server = await serveWorkbench({
      handler: (request) => workbench.handler(request),
      port: options.port,
      reportError: console.error,
    })
    return {
      url: server.url,
      port: server.port,
      async close() {
        try {
          await server.close()
        } finally {
          await workbench.close()
        }
      },
    }
  } catch (error) {
    await workbench.close()
    throw error
  }
}
