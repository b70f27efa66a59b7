import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { isBundleId } from '#shared/domain/bundle-id.ts'
import { readChartsSearch } from '../features/charts/charts-search.ts'
import { readLightTableSearch } from '../features/light-table/light-table-search.ts'
import { readVotesSearch } from '../features/votes/votes-search.ts'
import { HomeScreen } from '../features/home/home-screen.tsx'
import { TrialLayout } from '../features/trial/trial-layout.tsx'
import { TrialsScreen } from '../features/trials/trials-screen.tsx'
import { AppShell } from './app-shell.tsx'
import { BrokenScreen, MissingScreen } from './fallback-screens.tsx'

const rootRoute = createRootRoute({
  component: AppShell,
  notFoundComponent: MissingScreen,
  errorComponent: BrokenScreen,
})

const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: HomeScreen })
const trialsRoute = createRoute({ getParentRoute: () => rootRoute, path: '/trials', component: TrialsScreen })
const designRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trials/new',
  validateSearch: (search: Record<string, unknown>): { from?: string; extend?: true } =>
    typeof search['from'] === 'string'
      ? { from: search['from'], ...(search['extend'] === true && { extend: true }) }
      : {},
  component: lazyRouteComponent(() => import('../features/trial-design/trial-design-screen.tsx'), 'TrialDesignScreen'),
})

interface Showing {
  show?: string
}
/** What is shown of a list; the screen says so where there is no such thing. */
function readShowing(search: Record<string, unknown>): Showing {
  return typeof search['show'] === 'string' ? { show: search['show'] } : {}
}
const accountsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/accounts',
  validateSearch: readShowing,
  component: lazyRouteComponent(() => import('../features/accounts/accounts-screen.tsx'), 'AccountsScreen'),
})
const workflowsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/workflows',
  validateSearch: readShowing,
  component: lazyRouteComponent(() => import('../features/workflows/workflows-screen.tsx'), 'WorkflowsScreen'),
})
const promptSetsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/prompts',
  validateSearch: readShowing,
  component: lazyRouteComponent(() => import('../features/prompt-sets/prompt-sets-screen.tsx'), 'PromptSetsScreen'),
})
const rentalsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rentals',
  component: lazyRouteComponent(() => import('../features/rentals/rentals-screen.tsx'), 'RentalsScreen'),
})
const watchesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/watches',
  validateSearch: readShowing,
  component: lazyRouteComponent(() => import('../features/watches/watches-screen.tsx'), 'WatchesScreen'),
})
const pricesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/prices',
  component: lazyRouteComponent(() => import('../features/prices/prices-screen.tsx'), 'PricesScreen'),
})
const spendRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/spend',
  component: lazyRouteComponent(() => import('../features/spend/spend-screen.tsx'), 'SpendScreen'),
})

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare/$firstId/$secondId',
  component: lazyRouteComponent(
    () => import('../features/compare-trials/compare-trials-screen.tsx'),
    'CompareTrialsScreen',
  ),
})
const modelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/models',
  validateSearch: readShowing,
  component: lazyRouteComponent(
    () => import('../features/model-history/model-history-screen.tsx'),
    'ModelHistoryScreen',
  ),
})

const voteRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/vote/$sessionId',
  component: lazyRouteComponent(() => import('../features/vote/vote-screen.tsx'), 'VoteScreen'),
})

const trialRoute = createRoute({ getParentRoute: () => rootRoute, path: '/trials/$trialId', component: TrialLayout })
const trialIndexRoute = createRoute({
  getParentRoute: () => trialRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    const to = isBundleId(params.trialId) ? '/trials/$trialId/light-table' : '/trials/$trialId/run'
    throw redirect({ to, params, replace: true })
  },
})
const runRoute = createRoute({
  getParentRoute: () => trialRoute,
  path: '/run',
  component: lazyRouteComponent(() => import('../features/trial-run/trial-run-screen.tsx'), 'TrialRunScreen'),
})
const lightTableRoute = createRoute({
  getParentRoute: () => trialRoute,
  path: '/light-table',
  validateSearch: readLightTableSearch,
  component: lazyRouteComponent(() => import('../features/light-table/light-table-screen.tsx'), 'LightTableScreen'),
})
const chartsRoute = createRoute({
  getParentRoute: () => trialRoute,
  path: '/charts',
  validateSearch: readChartsSearch,
  component: lazyRouteComponent(() => import('../features/charts/charts-screen.tsx'), 'ChartsScreen'),
})
const economicsRoute = createRoute({
  getParentRoute: () => trialRoute,
  path: '/economics',
  component: lazyRouteComponent(() => import('../features/economics/economics-screen.tsx'), 'EconomicsScreen'),
})
const votesRoute = createRoute({
  getParentRoute: () => trialRoute,
  path: '/votes',
  validateSearch: readVotesSearch,
  component: lazyRouteComponent(() => import('../features/votes/votes-screen.tsx'), 'VotesScreen'),
})
const decisionRoute = createRoute({
  getParentRoute: () => trialRoute,
  path: '/decision',
  component: lazyRouteComponent(() => import('../features/decision/decision-screen.tsx'), 'DecisionScreen'),
})
const reportRoute = createRoute({
  getParentRoute: () => trialRoute,
  path: '/report',
  component: lazyRouteComponent(() => import('../features/report/report-screen.tsx'), 'ReportScreen'),
})

/** Places live behind the `#`, so that every door serves one page and a reload anywhere finds it. */
export const router = createRouter({
  history: createHashHistory(),
  routeTree: rootRoute.addChildren([
    homeRoute,
    trialsRoute,
    designRoute,
    accountsRoute,
    workflowsRoute,
    promptSetsRoute,
    rentalsRoute,
    pricesRoute,
    watchesRoute,
    spendRoute,
    compareRoute,
    modelsRoute,
    voteRoute,
    trialRoute.addChildren([
      trialIndexRoute,
      runRoute,
      lightTableRoute,
      chartsRoute,
      economicsRoute,
      votesRoute,
      decisionRoute,
      reportRoute,
    ]),
  ]),
  defaultPreload: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
