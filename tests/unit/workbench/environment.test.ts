import { mkdir, writeFile } from 'node:fs/promises'
import type { NetworkInterfaceInfo } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { proxySchemes } from '#main/hosts/proxy-schemes.ts'
import { networkKinds } from '#main/workbench/network-kinds.ts'
import { readPowerSource } from '#main/workbench/power-source.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

function addressed(address: string, internal = false): NetworkInterfaceInfo[] {
  const family = { family: 'IPv4', netmask: '255.255.255.0', cidr: null } as const
  return [{ ...family, address, internal, mac: '00:00:00:00:00:00' }]
}

const lo = addressed('127.0.0.1', true)

async function supplies(described: Record<string, Record<string, string>>): Promise<string> {
  const directory = await temporaryDirectory()
  for (const [name, files] of Object.entries(described)) {
    await mkdir(join(directory, name))
    for (const [file, text] of Object.entries(files)) await writeFile(join(directory, name, file), `${text}\n`)
  }
  return directory
}

describe('the kinds of network', () => {
  test('a wireless machine that passes for a wired one, by its name or by what the kernel says', async () => {
    const sysfs = await temporaryDirectory()
    await mkdir(join(sysfs, 'class/net/ethernet-like/wireless'), { recursive: true })
    const air = addressed('10.0.0.7')
    expect(networkKinds({ lo, 'ethernet-like': air }, { sysfs })).toEqual(['wireless'])
    expect(networkKinds({ lo, wlp3s0: air }, { sysfs: null })).toEqual(['wireless'])
    expect(networkKinds({ lo, 'Wi-Fi 2': air, Ethernet: air }, { sysfs: null })).toEqual(['wired', 'wireless'])
    expect(networkKinds({ lo, eth0: air, enp4s0: air }, { sysfs })).toEqual(['wired'])
  })

  test('an unplugged cable that counts as a network, or an unknown device that is guessed at', () => {
    const link = addressed('169.254.8.1')
    expect(networkKinds({ lo, eth0: link }, { sysfs: null })).toEqual(['loopback'])
    expect(networkKinds({ lo, eth0: addressed('fe80::1') }, { sysfs: null })).toEqual(['loopback'])
    expect(networkKinds({ lo, en0: addressed('192.0.2.4') }, { sysfs: null })).toEqual(['unknown'])
    expect(networkKinds({}, { sysfs: null })).toEqual(['loopback'])
  })
})

describe('the source of power', () => {
  test('a laptop on its battery that seems plugged in, or the other way round', async () => {
    const battery = { type: 'Battery', status: 'Discharging' }
    expect(readPowerSource(await supplies({ AC: { type: 'Mains', online: '0' }, BAT0: battery }))).toBe('battery')
    expect(readPowerSource(await supplies({ AC: { type: 'Mains', online: '1' }, BAT0: battery }))).toBe('mains')
    expect(readPowerSource(await supplies({ BAT0: { type: 'Battery', status: 'Full' } }))).toBe('mains')
  })

  test('the battery of a mouse taken for the machine’s, or silence taken for mains', async () => {
    const mouse = { type: 'Battery', status: 'Discharging', scope: 'Device' }
    expect(readPowerSource(await supplies({ hidpp_battery_0: mouse }))).toBe('unknown')
    expect(readPowerSource(join(await temporaryDirectory(), 'none'))).toBe('unknown')
  })
})

test('a proxy that is not noticed, or whose address or password is kept', () => {
  const secret = 'http://user:secret@proxy.internal:3128'
  expect(proxySchemes({})).toEqual([])
  expect(proxySchemes({ HTTPS_PROXY: '' })).toEqual([])
  expect(proxySchemes({ https_proxy: secret })).toEqual(['https'])
  expect(proxySchemes({ ALL_PROXY: secret })).toEqual(['http', 'https'])
})
