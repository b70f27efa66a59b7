import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runAssay } from '#tests/support/run-assay.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const TSV =
  'Prompt\tCategory\tChallenge\tNote\nthe word "BE"\tArts\tWriting\t\n{{Challenge}} café\tArts\tBasic\t\nа fox\tAnimals\tBasic\tx\n'

async function folderWithFile(content = TSV, name = 'collection.tsv') {
  const data = await temporaryDirectory()
  const path = join(data, name)
  await writeFile(path, content)
  const prompts = (...words: string[]) => runAssay('prompts', ...words, '--data', join(data, 'assay'))
  return { data, path, prompts }
}

describe('assay prompts', () => {
  test('imports, lists, shows, samples, exports and removes, each as the help says', async () => {
    const { data, path, prompts } = await folderWithFile()
    const checked = await prompts('import', path, '--check')
    expect(checked).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/Category → tags[^]*line 2: the word "BE" \| Arts/),
    })
    expect(JSON.parse((await prompts('list', '--json')).out)).toHaveLength(3)

    const imported = JSON.parse(
      (await prompts('import', path, '--name', 'Parti', '--use', 'Challenge=tags', '--json')).out,
    ) as { id: string }
    expect((await prompts('list')).out).toMatch(/Parti +1 +3 /)
    const shown = await prompts('show', 'Parti', '--tag', 'Basic', '--limit', '1')
    expect(shown.out).toMatch(
      /Parti, version 1: 3 prompts[^]*Tags: Arts 2, Writing 1, Basic 2, Animals 1[^]*… and 1 prompt more/,
    )
    expect(JSON.parse((await prompts('show', imported.id, '--json')).out)).toMatchObject({
      prompts: [{ text: 'the word "BE"', tags: ['Arts', 'Writing'] }, {}, { variables: { Note: 'x' } }],
      versions: [{ version: 1, description: 'Imported from collection.tsv.' }],
    })

    const sampled = await prompts('sample', 'Parti', '--count', '2', '--seed', '5', '--by', 'tags')
    expect(sampled).toMatchObject({ exitCode: 0, out: expect.stringContaining('Kept “Parti, 2 of 3”') })

    const exported = join(data, 'out.csv')
    expect((await prompts('export', 'Parti', exported)).out).toBe(`Wrote 3 prompts to ${exported}.`)
    expect(await prompts('export', 'Parti', exported)).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/already/),
    })
    expect((await prompts('import', exported, '--into', 'Parti')).out).toMatch(/version 2\.$/)
    expect(JSON.parse((await prompts('export', 'Parti', '--at', '1')).out)).toEqual(
      JSON.parse((await prompts('export', 'Parti')).out),
    )

    expect((await prompts('remove', imported.id)).exitCode).toBe(0)
    expect(await prompts('show', imported.id)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('There are:'),
    })
  })

  test.each([
    ['a file that is not there', ['import', '/nowhere/x.csv'], 1, /no such file/],
    ['a column that is not there', ['import', 'FILE', '--column', 'text'], 2, /no column "text"\. It has: Prompt, /],
    ['a use that is none', ['import', 'FILE', '--use', 'Note=colour'], 2, /--use takes column=use/],
    ['a format that is none', ['import', 'FILE', '--format', 'xls'], 2, /--format takes csv/],
    ['a delimiter that is none', ['import', 'FILE', '--delimiter', '/'], 2, /--delimiter takes/],
    ['no count', ['sample', 'storefront'], 2, /--count/],
    ['a sample that is no sample', ['sample', 'storefront', '--count', '99'], 2, /can't be drawn from 12 prompts/],
    ['a tag that nobody has', ['sample', 'storefront', '--count', '1', '--tag', 'cars'], 2, /Its tags: /],
    ['a pack to be removed', ['remove', 'storefront'], 2, /ships with Assay/],
    ['a format for a file without an ending', ['export', 'storefront', 'FILE.x'], 2, /names no format/],
  ])('refuses %s and keeps nothing', async (_, words, exitCode, message) => {
    const { path, prompts } = await folderWithFile()
    const failed = await prompts(...words.map((word) => word.replace('FILE', path)))
    expect(failed).toMatchObject({ exitCode, err: expect.stringMatching(message) })
    expect(JSON.parse((await prompts('list', '--json')).out)).toHaveLength(3)
  })

  test('names every bad line, and says by its exit code that nothing was kept', async () => {
    const { path, prompts } = await folderWithFile(`${TSV}\tArts\n\tWorld\n`)
    const { exitCode, err } = await prompts('import', path)
    expect(exitCode).toBe(2)
    expect(err).toMatch(/line 5: holds no prompt[^]*line 6: holds no prompt/)
    expect(await prompts('import', path, '--check')).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining("2 rows can't be read"),
    })
  })
})

const plan = (prompts: string) =>
  `name: T\nprompts: ${prompts}\ncalibrate: false\ncontenders: [{ id: a, provider: novita, model: flux-1-schnell, account: practice }]\n`

describe('a plan that names a set', () => {
  test('runs all of its prompts, others the next time, or does not say where they are from', async () => {
    const { data, path, prompts } = await folderWithFile()
    await prompts('import', path, '--name', 'Parti')
    const planPath = join(data, 'plan.yaml')
    await writeFile(planPath, plan('{ set: Parti, tags: [Arts], sample: 1 }'))
    const run = await runAssay('run', planPath, '--data', join(data, 'assay'), '--out', join(data, 'out'), '--json')
    expect(run.exitCode).toBe(0)
    const { trial } = JSON.parse(await readFile(join(data, 'out', 'results.json'), 'utf8')) as {
      trial: { plan: { promptSet: unknown; cases: { tags: string[] }[] } }
    }
    expect(trial.plan.promptSet).toMatchObject({
      name: 'Parti',
      version: 1,
      selection: 'tagged Arts; 1 of 2 prompts, drawn by seed 1',
    })
    expect(trial.plan.cases).toMatchObject([{ tags: ['Arts'] }])
    expect(await readFile(join(data, 'out', 'report.html'), 'utf8')).toContain('Parti')
  }, 60_000)

  test.each([
    ['that is not there', '{ set: Nobody }', 1, /no prompt set "Nobody". There are: storefront/],
    ['in a version that is not there', '{ set: storefront, version: 7 }', 1, /no version 7/],
    ['with a sample larger than it', '{ set: storefront, sample: 500 }', 2, /can't be drawn/],
    ['with a key that is none', '{ set: storefront, limit: 5 }', 2, /limit/],
  ])('%s is run all the same', async (_, prompts, exitCode, message) => {
    const { data } = await folderWithFile()
    const planPath = join(data, 'plan.yaml')
    await writeFile(planPath, plan(prompts))
    const failed = await runAssay('run', planPath, '--data', join(data, 'assay'))
    expect(failed).toMatchObject({ exitCode, err: expect.stringMatching(message) })
  })

  test('and is broken elsewhere makes a data folder before it is refused', async () => {
    const { data } = await folderWithFile()
    const planPath = join(data, 'plan.yaml')
    await writeFile(planPath, `${plan('{ set: storefront }')}repeats: many\n`)
    expect((await runAssay('run', planPath, '--data', join(data, 'assay'))).exitCode).toBe(2)
    expect(existsSync(join(data, 'assay'))).toBe(false)
  })
})
