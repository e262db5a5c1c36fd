import { redirect } from '@sveltejs/kit';
import { problem_of } from '#api/client.ts';
import { query_client } from '#staff/data/client.ts';
import { queries } from '#staff/data/queries.ts';

/** Nobody sees a screen without signing in; the address is kept for afterwards. */
export async function load({ url }) {
  try {
    await query_client.ensureQueryData(queries.me());
  } catch (error) {
    if (problem_of(error).status === 401) redirect(307, `/dang-nhap?tiep=${encodeURIComponent(url.pathname + url.search)}`);
    throw error;
  }
}
