import type { PicturePlaceholder, RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { ImageFormat } from '#shared/domain/generation.ts'

/** A body as it goes over the wire, with the header that names its form. */
export interface EncodedBody {
  bytes: Uint8Array
  contentType: string
}

/** `bytes`: as it lies on disk · `base64` and `data-uri`: ASCII. */
export type PictureForm = 'bytes' | PicturePlaceholder['$picture']

/** The picture that a request carries. */
export interface InputPicture {
  format: ImageFormat
  read(form: PictureForm): Promise<Uint8Array>
}

const ENCODER = new TextEncoder()

/** A placeholder as `JSON.stringify` writes it. No text can look like it: in a JSON string a quotation mark is escaped. */
const PLACEHOLDER = /\{"\$picture":"(base64|data-uri)"\}/

/** Encodes a body without a picture; null where there is none. */
export function encodeJson(body: RequestTemplate['body']): EncodedBody | null {
  return body === null ? null : { bytes: ENCODER.encode(JSON.stringify(body)), contentType: 'application/json' }
}

/** Whether the body of a request can't be written as plain JSON: it is a form, or has a place for the input picture. */
export function needsEncoding({ body, multipart }: RequestTemplate): boolean {
  return multipart !== undefined || (body !== null && PLACEHOLDER.test(JSON.stringify(body)))
}

/**
 * Encodes a request's body with the input picture in its places.
 * @param picture asked for each form that the body needs
 * @throws Error where the body needs a picture and there is none, which is a bug of whoever built the request
 */
export async function encodeBody(
  { body, multipart }: RequestTemplate,
  picture: InputPicture | null,
): Promise<EncodedBody | null> {
  if (multipart !== undefined) return await encodeForm(multipart, picture)
  if (body === null) return null
  const pieces = JSON.stringify(body).split(PLACEHOLDER)
  if (pieces.length === 1) return encodeJson(body)
  // Texts and, at odd places, the forms between them. The picture's bytes are put in as they are: as a JavaScript string they
  // would be escaped and copied several times over.
  const encoded = pieces.map(async (piece, index) =>
    index % 2 === 0 ? ENCODER.encode(piece) : quoted(await needed(picture).read(piece as PictureForm)),
  )
  return { bytes: Buffer.concat(await Promise.all(encoded)), contentType: 'application/json' }
}

/**
 * A form as browsers send it (RFC 7578), the file last: some servers stop reading at the first file. To be encoded anew for
 * each sending: it may hold an id that must not come twice.
 */
async function encodeForm(
  { fields, picture: file }: NonNullable<RequestTemplate['multipart']>,
  picture: InputPicture | null,
): Promise<EncodedBody> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    form.set(name, typeof value === 'string' ? value : crypto.randomUUID())
  }
  if (file !== null) {
    const source = needed(picture)
    // Copied, because a Blob takes no memory that threads could share.
    const bytes = new Uint8Array(await source.read('bytes'))
    form.set(file.field, new Blob([bytes], { type: `image/${source.format}` }), file.fileName)
  }
  const encoded = new Response(form)
  const contentType = encoded.headers.get('content-type')
  if (contentType === null) throw new Error('A form was encoded without its content type.')
  // Not `bytes()`: the server of the browser door replaces the global Response by one that lacks it.
  return { bytes: new Uint8Array(await encoded.arrayBuffer()), contentType }
}

function quoted(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('"'), bytes, Buffer.from('"')])
}

function needed(picture: InputPicture | null): InputPicture {
  if (picture === null) throw new Error('A request is to carry an input picture, and the ask has none.')
  return picture
}
