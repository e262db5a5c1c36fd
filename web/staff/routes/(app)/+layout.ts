import { isRedirect, redirect } from '@sveltejs/kit';
import { problem_of } from '#api/client.ts';
import { query_client } from '#staff/data/client.ts';
import { queries } from '#staff/data/queries.ts';

/** Nobody sees a screen without signing in; the address is kept for afterwards. */
export async function load({ url }) {
  try {
    const me = await query_client.ensureQueryData(queries.me());
    // The server refuses everything else until then.
    if (me.must_enrol && url.pathname !== '/tai-khoan') redirect(307, '/tai-khoan');
  } catch (error) {
    if (isRedirect(error)) throw error;
    if (problem_of(error).status === 401) redirect(307, `/dang-nhap?tiep=${encodeURIComponent(url.pathname + url.search)}`);
    throw error;
  }
}
