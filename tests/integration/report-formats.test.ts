import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { openStore } from '#main/store/open-store.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { ExportFormat, ReportFormat, ReportOptions, writtenFile } from '#shared/domain/report.ts'
import { exampleOrder, exampleSample, exampleTrial } from '../unit/store/examples.ts'
import { findBrowser } from '#tests/support/find-browser.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'

let browser: string
beforeAll(async () => {
  browser = await findBrowser()
})

async function workbenchWithTrial(environment: Record<string, string> = {}): Promise<{
  workbench: Workbench
  trialId: string
  dataDirectory: string
}> {
  const dataDirectory = await temporaryDirectory()
  const store = openStore({ directory: dataDirectory, clock: { now: () => new Date('2026-11-14T12:00:00Z') } })
  const trial = exampleTrial({ status: 'finished' })
  store.trials.create(trial, exampleOrder(), 1)
  store.samples.record(exampleSample(0))
  const picture = store.files.imagePath('0'.repeat(64))
  store.close()
  await mkdir(dirname(picture), { recursive: true })
  await writeFile(
    picture,
    await sharp({ create: { width: 64, height: 64, channels: 3, background: '#a40' } })
      .png()
      .toBuffer(),
  )
  const workbench = await testWorkbench({ dataDirectory, environment: { ASSAY_BROWSER: browser, ...environment } })
  return { workbench, trialId: trial.id, dataDirectory }
}

const all = ReportFormat.options

test('a format is missing, or is said to be where it is not', async () => {
  const { workbench, trialId } = await workbenchWithTrial()
  const written = await workbench.client.report.write({ trialId, formats: all })
  for (const format of all) {
    const { path, sizeBytes } = writtenFile(written, format)
    expect((await readFile(path)).byteLength, format).toBe(sizeBytes)
  }
  expect((await readFile(writtenFile(written, 'pdf').path, 'latin1')).slice(0, 5)).toBe('%PDF-')
  expect((await readdir(dirname(writtenFile(written, 'html').path))).filter((name) => name.startsWith('.'))).toEqual([])
})

test('what was written last time goes when it can’t be written this time, or half of it is put in its place', async () => {
  const { workbench, trialId } = await workbenchWithTrial()
  const directory = await temporaryDirectory()
  const asked = { trialId, ...ReportOptions.parse({}) }
  await workbench.writeReport({ ...asked, formats: ['html', 'md'] }, directory)
  const before = await readFile(join(directory, 'report.html'))
  const broken = await testWorkbench({ environment: { ASSAY_BROWSER: '/nowhere/chromium' } })
  await expect(broken.writeReport({ ...asked, formats: ['html', 'pdf'] }, directory)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  const program = join(await temporaryDirectory(), 'chromium')
  await writeFile(program, '#!/bin/sh\nexit 4\n')
  await chmod(program, 0o755)
  const other = await workbenchWithTrial({ ASSAY_BROWSER: program })
  await expect(
    other.workbench.writeReport({ ...asked, template: 'one-page', formats: ['html', 'pdf'] }, directory),
  ).rejects.toMatchObject({ code: 'NO_PDF_PRINTER' })
  expect(await readFile(join(directory, 'report.html'))).toEqual(before)
  expect((await readdir(directory)).toSorted()).toEqual(['report-pictures', 'report.html', 'report.md'])
})

test('a report that can’t take its place leaves something unfinished, or says nothing of what to do', async () => {
  const { workbench, trialId } = await workbenchWithTrial()
  const directory = await temporaryDirectory()
  const written = { trialId, formats: ['html' as const], ...ReportOptions.parse({}) }
  await mkdir(join(directory, 'report.html'))
  await expect(workbench.writeReport(written, directory)).rejects.toMatchObject({ code: 'DATA_FOLDER_UNWRITABLE' })
  expect(await readdir(directory)).toEqual(['report.html'])
  await writeFile(join(directory, 'file'), 'a file where a folder should be')
  await expect(workbench.writeReport(written, join(directory, 'file', 'trial'))).rejects.toMatchObject({
    code: 'DATA_FOLDER_UNWRITABLE',
  })
  expect(await readFile(join(directory, 'file'), 'utf8')).toBe('a file where a folder should be')
})

test('what the page saves is not what was asked for, lacks its pictures, or replaces the report in the data folder', async () => {
  const { workbench, trialId, dataDirectory } = await workbenchWithTrial()
  for (const format of ExportFormat.options) {
    const { file } = await workbench.client.report.export({ trialId, format })
    expect(file.name).toMatch(/^[a-z0-9-]+(\.html|\.pdf|-markdown\.zip|\.json|\.csv)$/)
    expect(file.size).toBeGreaterThan(500)
  }
  expect(existsSync(join(dataDirectory, 'reports'))).toBe(false)
  const { file } = await workbench.client.report.export({ trialId, format: 'md' })
  const zip = await yauzl.fromBufferPromise(Buffer.from(await file.arrayBuffer()))
  const names: string[] = []
  for await (const entry of zip.eachEntry()) names.push(entry.fileName)
  expect(names).toContain('report.md')
  expect(names.filter((name) => /^report-pictures\/[0-9a-f]{16}\.svg$/.test(name)).length).toBeGreaterThan(0)
})

test('a template has a section that is not its own', async () => {
  const { workbench, trialId } = await workbenchWithTrial()
  const headings = async (template: 'full' | 'one-page' | 'appendix'): Promise<string[]> => {
    const { file } = await workbench.client.report.export({ trialId, format: 'html', template })
    return [...(await file.text()).matchAll(/<h2>([^<]+)/g)].map(([, title]) => title ?? '')
  }
  const full = await headings('full')
  expect(full).toEqual(expect.arrayContaining(['The contenders', 'How long it takes', 'Method']))
  expect(await headings('one-page')).toEqual(['The contenders', 'What would change this', 'What this does not show'])
  const answer = ['The contenders', 'Why, in order of weight', 'What would change this']
  expect(await headings('appendix')).toEqual(full.filter((title) => !answer.includes(title)))
})
