import { join } from 'node:path'
import { clearPicture } from '#main/images/clear-picture.ts'
import { hashWorkflows } from '#main/reports/bundle/hash-workflows.ts'
import { copyBundleFile } from '#main/reports/bundle/write-bundle-file.ts'
import { writeEvidenceBundle, type BundleExtras } from '#main/reports/bundle/write-evidence-bundle.ts'
import type { ReportGiven } from '#main/reports/compose-report.ts'
import { reportUnwritable } from '#main/reports/report-unwritable.ts'
import { runIdInTrial, type BundleReader, type TrialReader } from '#main/store/bundle/bundle-reader.ts'
import type { BundleManifest, BundleMeasures } from '#shared/domain/bundle.ts'
import { REPORT_FILES, type ReportOptions } from '#shared/domain/report.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'

/** Of what a report may leave out, what a bundle came without. */
export function leftOutOf({ leftOut }: Pick<BundleManifest, 'leftOut'>): ReportOptions['leaveOut'] {
  return (['prompts', 'pictures'] as const).filter((what) => leftOut.includes(what))
}

/**
 * Writes a bundle that is open as one again: byte by byte the one that came, with its hash, or, where more is to be left out, another one of the same
 * trial.
 * @param directory a folder that is there
 * @throws AssayError DATA_FOLDER_UNWRITABLE
 */
export async function bundleAgain(
  directory: string,
  { given, bundle, extras }: { given: ReportGiven; bundle: BundleReader; extras: BundleExtras },
): Promise<void> {
  const { manifest } = bundle
  const path = join(directory, REPORT_FILES.bundle)
  try {
    if (given.options.leaveOut.length === leftOutOf(manifest).length) {
      await copyBundleFile(path, manifest, (name) => bundle.file(name))
    } else {
      const { workflows } = manifest
      await writeEvidenceBundle(path, asInTrial(given, manifest), { ...extras, workflows, before: manifest })
    }
  } catch (error) {
    throw reportUnwritable(directory, error)
  }
}

/** With the ids that all of it had where it was made. */
function asInTrial(given: ReportGiven, { trialId }: BundleManifest): ReportGiven {
  const { trial, votes, judges, kept } = given
  return {
    ...given,
    trial: { ...trial, id: trialId },
    votes: { ...votes, sessions: votes.sessions.map((session) => ({ ...session, trialId })) },
    judges: judges.map(({ run, calls, ...judge }) => ({
      ...judge,
      run: { ...run, trialId, id: runIdInTrial(run.id) },
      calls: calls.map((call) => ({ ...call, runId: runIdInTrial(call.runId) })),
    })),
    kept: { ...kept, trialId },
  }
}

/** What a bundle holds beside what a report is made of. */
export function bundleExtras(
  { trial, rows }: { trial: Trial; rows: readonly SampleRow[] },
  reader: TrialReader,
): Omit<BundleExtras, 'createdAt' | 'assayVersion'> {
  return {
    workflows: hashWorkflows(trial.plan),
    measures: measuresOf(trial.id, rows, reader),
    tallies: reader.tallies(trial.id),
    clearPicture,
    before: null,
  }
}

function measuresOf(trialId: string, rows: readonly SampleRow[], reader: TrialReader): BundleMeasures {
  const corners = [...reader.measured(trialId).byContender].flatMap(([contenderId, own]) =>
    own.corners.map((corner) => ({ contenderId, ...corner })),
  )
  const checks = new Map<string, BundleMeasures['checks'][number]>()
  const hashes = new Set(rows.flatMap(({ image }) => image?.sha256 ?? []))
  const pictures = [...hashes].flatMap((sha256) => {
    const values = reader.pictureMeasures(trialId, sha256).map(({ parameters, ...value }) => {
      const { name, version } = value
      checks.set(`${name} ${version}`, { name, version, parameters })
      return value
    })
    return values.length === 0 ? [] : { sha256, values }
  })
  return { samples: reader.sampleMeasures(trialId), checks: [...checks.values()], pictures, corners }
}
