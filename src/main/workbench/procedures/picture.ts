import { addPicture } from '../add-picture.ts'
import { procedures } from './base.ts'

export const picture = {
  add: procedures.picture.add.handler(({ input, context }) => addPicture(input.file, context.store)),
}
