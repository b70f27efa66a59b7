import { wholePicture } from './picture-address.ts'
import { ReadablePicture, type ReadablePictureProps } from './readable-picture.tsx'

interface PictureFileProps extends Omit<ReadablePictureProps, 'addresses' | 'title'> {
  sha256: string
  /** The address tried first: the picture's own, or its thumbnail's. */
  address: string
}

/** A picture from the data folder. A thumbnail that is not there gives way to the picture; a picture that is not says so. */
export function PictureFile({ sha256, address, ...rest }: PictureFileProps) {
  const whole = wholePicture(sha256)
  return <ReadablePicture addresses={[address, whole]} title={whole} {...rest} />
}
