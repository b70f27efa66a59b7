/**
 * What the page may load: its own script, styles, pictures and calls, and nothing from anywhere else. Inline styles are
 * allowed because charts place their parts with style attributes.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A report is shown in a frame of the page: pictures inside it, no script at all. */
export const REPORT_POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"

/** A picture is only a picture, whatever its bytes say. */
export const PICTURE_POLICY = "default-src 'none'; sandbox"
