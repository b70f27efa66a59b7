import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { GalleryContent } from '#shared/domain/gallery.ts'
import '../app/tokens.css'
import '../app/base.css'
import { takePicturesFrom } from '../ui/picture-address.ts'
import styles from './gallery-page.module.css'
import { GalleryPage } from './gallery-page.tsx'

const root = document.querySelector('#root')
const element = document.querySelector('#gallery')
if (root === null || element === null) throw new Error('This gallery is not whole: it has no content.')

const content = JSON.parse(element.textContent) as GalleryContent
// A picture that is not in the gallery has an address at which there is none, so that its place says so.
// Addresses are whole, because the thread that reads pictures has no place of its own to start from.
const addressOf = (path: string): string => new URL(path, document.baseURI).href
const whole = (sha256: string): string => addressOf(content.pictures[sha256]?.whole ?? `missing/${sha256}`)
takePicturesFrom({
  whole,
  reduced: (sha256) =>
    addressOf(content.pictures[sha256]?.reduced ?? content.pictures[sha256]?.whole ?? `missing/${sha256}`),
})

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <div className={styles['page']}>
        <GalleryPage content={content} />
      </div>
    </QueryClientProvider>
  </StrictMode>,
)
