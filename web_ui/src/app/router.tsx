import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  defaultParseSearch,
  redirect,
} from '@tanstack/react-router';
import { CreditPage } from '../credit/credit_page';
import { ReplayPage } from '../replay/replay_page';
import { ScreenPage } from '../screen/screen_page';
import { VerifyPage } from '../verify/verify_page';
import { readWhatIfSearch } from '../what_if/search';
import { WhatIfPage } from '../what_if/what_if_page';
import { pageSearch } from './page_search';
import { Shell } from './shell';

// Pages live behind the # of the address: a deep link then works from any file server, under any
// path, and offline, without a rule that sends unknown paths to index.html.

const root = createRootRoute({ component: Shell });

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/screen' });
  },
});

const screen = createRoute({
  getParentRoute: () => root,
  path: '/screen',
  component: ScreenPage,
  validateSearch: (search): { customer_id?: string | undefined } => ({
    customer_id: text(search.customer_id),
  }),
});

const credit = createRoute({
  getParentRoute: () => root,
  path: '/credit',
  component: CreditPage,
  validateSearch: (search): { application_id?: string | undefined } => ({
    application_id: text(search.application_id),
  }),
});

const replay = createRoute({
  getParentRoute: () => root,
  path: '/replay',
  component: ReplayPage,
});

const whatIf = createRoute({
  getParentRoute: () => root,
  path: '/what-if',
  component: WhatIfPage,
  validateSearch: readWhatIfSearch,
});

const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  component: VerifyPage,
  validateSearch: (search): { server?: string | undefined; decision?: string | undefined } => ({
    server: text(search.server),
    decision: text(search.decision),
  }),
});

export const router = createRouter({
  routeTree: root.addChildren([home, screen, credit, replay, whatIf, verify]),
  history: createHashHistory(),
  parseSearch: (search) => defaultParseSearch(pageSearch(search, window.location.search)),
  defaultNotFoundComponent: () => null,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
