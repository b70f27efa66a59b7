/** The size of a picture in pixels: `1024 × 768`, and `1024²` where both sides are alike. */
export function sizeText(width: number | string, height: number | string): string {
  return String(width) === String(height) ? `${width}²` : `${width} × ${height}`
}
