import type { VotingFileContent, VotingPicture } from '#shared/domain/voting-file.ts'
import { AssayError } from '#shared/errors.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { countText } from '#shared/units/count-text.ts'
import { putIntoPage } from '../put-into-page.ts'
import type { PlannedVotingFile } from './planned-file.ts'
import { pictureNote, reducePicture } from './reduce-picture.ts'

/** Of a whole file. A browser opens it at once, and it can still be handed on. */
export const LARGEST_FILE_BYTES = 50_000_000

/** Where the built page takes its ballots: see `src/renderer/voting-file/index.html`. */
const PLACE = '<!--ballots-->'

/**
 * Writes a voting file: the page, the ballots and their pictures in one HTML document.
 * @param given.page the built page
 * @param given.largestSide of all pictures in it that are judged, in pixels
 * @throws AssayError FILE_UNREADABLE where a picture can't be read, BAD_USAGE where the file would be larger than may be
 */
export async function writeVotingFile(given: {
  file: PlannedVotingFile
  page: string
  largestSide: number
  readPicture: (sha256: string) => Promise<Uint8Array>
  largestBytes?: number
}): Promise<Uint8Array> {
  const { file, page, largestSide, readPicture, largestBytes = LARGEST_FILE_BYTES } = given
  const hashes = new Map([...file.pictures, ...file.given].map(({ name, sha256 }) => [name, sha256]))
  const pictures: Record<string, VotingPicture> = {}
  let room = largestBytes - page.length - JSON.stringify(file.ballots).length
  for (const [fitting, { prompt, given: came, pictures: judged }] of file.ballots.entries()) {
    for (const name of [...(came === undefined ? [] : [came.picture]), ...judged]) {
      if (pictures[name] !== undefined) continue
      const side = name === came?.picture ? Math.max(came.width, came.height) : largestSide
      const picture = await readReduced(readPicture(hashes.get(name) ?? ''), side, prompt)
      pictures[name] = picture
      room -= picture.address.length
      if (room < 0) throw tooLarge(file, fitting, largestBytes)
    }
  }
  const content: VotingFileContent = {
    fileId: file.fileId,
    pictureNote: pictureNote(file.given.length > 0),
    pictures,
    ballots: file.ballots,
  }
  const written = putIntoPage(page, { place: PLACE, id: 'ballots', value: content })
  if (written.byteLength > largestBytes) throw tooLarge(file, file.ballots.length - 1, largestBytes)
  return written
}

async function readReduced(bytes: Promise<Uint8Array>, largestSide: number, prompt: string): Promise<VotingPicture> {
  try {
    return await reducePicture(await bytes, largestSide)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const message = `A picture of the prompt “${prompt}” can’t be read, so no voting file was written: ${reason}`
    throw new AssayError('FILE_UNREADABLE', message, { cause })
  }
}

/** @param fitting how many ballots have their pictures inside the limit */
function tooLarge({ ballots }: PlannedVotingFile, fitting: number, largestBytes: number): AssayError {
  const less =
    fitting === 0 ? 'Not even the first ballot fits' : `The first ${countText(fitting, 'ballot fits', 'ballots fit')}`
  return new AssayError(
    'BAD_USAGE',
    `A voting file of ${countText(ballots.length, 'ballot')} would be larger than ${formatBytes(largestBytes)}, so none was written. ${less}: ask for fewer.`,
  )
}
