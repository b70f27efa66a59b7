import { createWatch, describeWatch, pauseWatch, resumeWatch, summarize } from '../watches.ts'
import { watchDrift } from '../watch-drift.ts'
import { procedures } from './base.ts'

export const watch = {
  create: procedures.watch.create.handler(({ input, context }) => ({ watchId: createWatch(input, context).id })),
  list: procedures.watch.list.handler(({ context }) =>
    context.store.watches.list().map((found) => summarize(found, context)),
  ),
  get: procedures.watch.get.handler(({ input, context }) => describeWatch(input.watchId, context)),
  drift: procedures.watch.drift.handler(({ input, context }) => watchDrift(input.watchId, context)),
  pause: procedures.watch.pause.handler(({ input, context }) => pauseWatch(input.watchId, context)),
  resume: procedures.watch.resume.handler(({ input, context }) => resumeWatch(input.watchId, context)),
  remove: procedures.watch.remove.handler(({ input, context }) => ({
    removed: context.store.watches.remove(input.watchId),
  })),
}
