import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useRef } from 'react'
import { useKeys } from '../ui/keys.ts'
import styles from './app-shell.module.css'
import { KeysDialog } from './keys-dialog.tsx'
import { Rail } from './rail.tsx'

/** A second key counts as part of `G H` within this time. */
const CHORD_MS = 1200

/** Where the second key of `G …` leads. */
const PLACES: Readonly<
  Record<
    string,
    '/' | '/trials' | '/watches' | '/prompts' | '/rentals' | '/accounts' | '/workflows' | '/prices' | '/spend'
  >
> = {
  h: '/',
  t: '/trials',
  c: '/watches',
  o: '/prompts',
  r: '/rentals',
  a: '/accounts',
  w: '/workflows',
  p: '/prices',
  s: '/spend',
}

/** Rail and screen. Screens of pictures get a slim rail, so that the pictures get the room. */
export function AppShell() {
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const navigate = useNavigate()
  const pressedGo = useRef(-CHORD_MS)

  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const key = event.key.toLowerCase()
    const afterGo = event.timeStamp - pressedGo.current < CHORD_MS
    pressedGo.current = key === 'g' ? event.timeStamp : -CHORD_MS
    const place = afterGo ? PLACES[key] : undefined
    if (place === undefined) return
    // Before the screen: on many of them the second key means something by itself, and would mark or rate what is shown.
    event.preventDefault()
    void navigate({ to: place })
  }, 'first')
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== 'n') return
    event.preventDefault()
    void navigate({ to: '/trials/new' })
  })

  return (
    <div
      className={styles['app']}
      data-slim={pathname.endsWith('/light-table') || undefined}
      data-alone={pathname.startsWith('/vote/') || undefined}
    >
      <a
        className={styles['skip']}
        href="#content"
        onClick={(event) => {
          // The part behind the # is the place in the app, so the link moves the focus itself.
          event.preventDefault()
          document.querySelector<HTMLElement>('#content')?.focus()
        }}
      >
        Skip to content
      </a>
      {!pathname.startsWith('/vote/') && <Rail />}
      <Outlet />
      <KeysDialog />
    </div>
  )
}
