import type { ReactNode } from 'react'
import { isBundleId } from '#shared/domain/bundle-id.ts'
import { Screen } from '../../app/screen.tsx'
import { BundleMark } from '../bundles/bundle-mark.tsx'
import { useOpenTrial } from './trial-context.ts'
import { TrialTabs } from './trial-tabs.tsx'

interface TrialScreenProps {
  end?: ReactNode
  foot?: ReactNode
  footAside?: ReactNode
  layout?: 'page' | 'wide' | 'bare'
  children: ReactNode
}

/** A screen of the trial that is open: its name, its tabs, and whether it was practice. */
export function TrialScreen({ end, foot, footAside, layout = 'page', children }: TrialScreenProps) {
  const { trial } = useOpenTrial()
  return (
    <Screen
      title={trial.plan.name}
      tabs={<TrialTabs trialId={trial.id} />}
      end={end}
      foot={foot}
      footAside={footAside}
      practice={trial.practice}
      {...(isBundleId(trial.id) && { foreign: <BundleMark bundleId={trial.id} /> })}
      layout={layout}
    >
      {children}
    </Screen>
  )
}
