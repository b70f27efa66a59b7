import { gridSizes } from './grid-sizes.ts'
import { GridTable, type GridTableProps } from './grid-table.tsx'
import styles from './light-grid.module.css'
import type { PictureWidth } from './picture-width.ts'

interface LightGridProps extends Omit<GridTableProps, 'sizes'> {
  pictureWidth: PictureWidth
  /** Of what scrolls, in CSS pixels; 0 before the first layout. */
  width: number
}

/** Lines down and across, as large as was chosen, or as there is room for. */
export function LightGrid({ pictureWidth, width, scroller, ...rest }: LightGridProps) {
  const sizes = gridSizes(pictureWidth, width, rest.table.columns.length, rest.extent)
  return (
    <div ref={scroller} className={styles['scroller']}>
      {width > 0 && <GridTable {...rest} scroller={scroller} sizes={sizes} />}
    </div>
  )
}
