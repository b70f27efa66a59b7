import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { Screen } from './screen.tsx'

export function MissingScreen() {
  return (
    <Screen title="Not here">
      <EmptyState title="There is no such place" action={<Link to="/">Go home</Link>}>
        The address names a screen that Assay does not have.
      </EmptyState>
    </Screen>
  )
}

export function BrokenScreen({ error, reset }: ErrorComponentProps) {
  return (
    <Screen title="Something broke">
      <ErrorState title="This screen could not be drawn" error={error} onRetry={reset} />
    </Screen>
  )
}
