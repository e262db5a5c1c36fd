import type { HandleClientError } from '@sveltejs/kit';
import { problem_of } from '#api/client.ts';

/** What the error page shows of a failure while a page was opening. */
export const handleError: HandleClientError = ({ error, status, message }) => {
  const problem = problem_of(error);
  return { message: problem.detail || message, code: problem.code === 'client' ? String(status) : problem.code };
};
