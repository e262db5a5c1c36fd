/** The one cache of what the server said. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/svelte-query';
import { goto } from '$app/navigation';
import { problem_of } from '#api/client.ts';
import { worth_retrying } from './queries.ts';

/** A session that ended: to the sign-in page, and back here afterwards. */
function leave_when_signed_out(error: unknown): void {
  if (problem_of(error).status !== 401 || location.pathname === '/dang-nhap') return;
  void goto(`/dang-nhap?tiep=${encodeURIComponent(location.pathname + location.search)}`);
}

export const query_client = new QueryClient({
  queryCache: new QueryCache({ onError: leave_when_signed_out }),
  mutationCache: new MutationCache({ onError: leave_when_signed_out }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: worth_retrying,
      refetchOnWindowFocus: true,
      networkMode: 'always',
      // Every change is heard, also of what a screen did not read at first: one that waits for two answers would
      // else never learn of the second.
      notifyOnChangeProps: 'all',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
