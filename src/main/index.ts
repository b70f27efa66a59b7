import { createHostPorts } from '#main/hosts/create-host-ports.ts'
import { startDesktop } from '#main/hosts/electron/start-desktop.ts'
import { windowPrinter } from '#main/hosts/electron/window-printer.ts'
import { systemKeychain } from '#main/hosts/electron/system-keychain.ts'
import { providers } from '#main/providers/registry.ts'
import { createWorkbench } from '#main/workbench/workbench.ts'

/** Door 1: the desktop. Everything it decides is in hosts/electron. */
startDesktop({
  openWorkbench: (dataDirectory) =>
    createWorkbench(
      createHostPorts({
        host: 'desktop',
        dataDirectory,
        environment: process.env,
        keychain: systemKeychain,
        printPdf: windowPrinter,
      }),
      console.error,
    ),
  knownAddresses: providers.flatMap(({ descriptor }) => [
    descriptor.website,
    descriptor.documentation,
    ...descriptor.sources.map(({ url }) => url),
    ...descriptor.prices.flatMap(({ source }) => source ?? []),
  ]),
})
