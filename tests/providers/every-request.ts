import type { HeaderTemplate, ProviderAdapter, RequestTemplate } from '#main/providers/provider-adapter.ts'
import { canaryJob, canaryModels, completeAsk } from './canary.ts'

/** Every request that an adapter can build, each with what it is for. */
export function everyRequest(adapter: ProviderAdapter): { purpose: string; request: RequestTemplate }[] {
  const job = canaryJob(adapter.descriptor.id)
  const requests: { purpose: string; request: RequestTemplate | null | undefined }[] = [
    { purpose: 'check', request: adapter.accountCheck?.request },
    { purpose: 'balance', request: adapter.balance?.request },
    { purpose: 'models', request: adapter.modelList?.request(null) },
    { purpose: 'models, next page', request: adapter.modelList?.request('cursor-1') },
  ]
  for (const model of canaryModels(adapter)) {
    const ask = completeAsk(adapter, model.id)
    requests.push(
      { purpose: `${model.id} submit`, request: adapter.buildSubmit(ask).request },
      { purpose: `${model.id} upload`, request: adapter.buildUpload?.({ ...ask, uploaded: null }) },
    )
    if (model.execution === 'polled') {
      requests.push({ purpose: `${model.id} poll`, request: adapter.buildPoll?.(job, ask) })
    }
    requests.push({ purpose: `${model.id} cancel`, request: adapter.buildCancel?.(job, ask) })
  }
  return requests.flatMap(({ purpose, request }) => (request ? [{ purpose, request }] : []))
}

/** The credential fields that a request is filled from. */
export function fieldsOf({ headers, ownHeader }: RequestTemplate): string[] {
  const own = ownHeader === undefined ? [] : [ownHeader.name, ownHeader.value]
  return [...Object.values(headers).flatMap(fieldsOfHeader), ...own]
}

function fieldsOfHeader(header: HeaderTemplate): string[] {
  if (typeof header === 'string') return []
  return 'basic' in header ? [header.basic.username, header.basic.password] : [header.credential]
}
