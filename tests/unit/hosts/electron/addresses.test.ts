import { expect, test } from 'vitest'
import { mayOpenOutside } from '#main/hosts/electron/outside-address.ts'
import { isWorkbenchAddress } from '#main/hosts/electron/workbench-address.ts'

test.each([
  ['assay://workbench/', true],
  ['assay://workbench', true],
  ['assay://workbench/trials/t-1?sort=latency#top', true],
  ['ASSAY://workbench/', true],
  ['assay://workbench@evil/', false],
  ['assay://user@workbench/', false],
  ['assay://user:word@workbench/', false],
  ['assay://workbench:80/', false],
  ['assay://workbench.evil/', false],
  ['assay://evil/workbench/', false],
  ['assay://evil/?assay://workbench/', false],
  ['assay://workbench\\@evil/', false],
  ['assay:workbench', false],
  ['assay:///workbench/', false],
  ['assays://workbench/', false],
  ['app://workbench@evil/', false],
  ['https://workbench/', false],
  ['javascript:alert(1)//assay://workbench/', false],
  ['data:text/html,assay://workbench/', false],
  ['file:///workbench/', false],
  ['about:blank', false],
  ['', false],
  [' not an address ', false],
])('%s counts as the workbench, or no longer does: %s', (address, expected) => {
  expect(isWorkbenchAddress(address)).toBe(expected)
})

const known = ['https://novita.ai/docs/api', 'https://docs.segmind.com/', 'http://plain.example/']
test.each([
  ['https://novita.ai/pricing', true],
  ['https://docs.segmind.com', true],
  ['http://novita.ai/docs/api', false],
  ['http://plain.example/', false],
  ['https://novita.ai:8443/docs', false],
  ['https://novita.ai.evil.example/', false],
  ['https://evil.example/https://novita.ai/', false],
  ['https://novita.ai@evil.example/', false],
  ['https://me@novita.ai/docs', false],
  ['https://segmind.com/', false],
  ['javascript:location="https://novita.ai/"', false],
  ['file:///etc/passwd', false],
  ['ms-settings:', false],
  ['', false],
])('%s is handed to the system, or no longer is: %s', (address, expected) => {
  expect(mayOpenOutside(address, known)).toBe(expected)
})
