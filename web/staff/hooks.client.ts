import type { HandleClientError } from '@sveltejs/kit';
import { problem_of } from '#api/client.ts';

// A page whose files cannot be fetched: the network is away, or a new version has taken their place.
const FILES_MISSING = /preload CSS|dynamically imported module|importing a module/i;

/** What the error page shows of a failure while a page was opening. */
export const handleError: HandleClientError = ({ error, status, message }) => {
  const problem = problem_of(error);
  if (problem.offline || FILES_MISSING.test(String(error))) return { message: '', code: 'network' };
  return { message: problem.detail || message, code: problem.code === 'client' ? String(status) : problem.code };
};
