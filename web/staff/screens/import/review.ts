/** Correcting a plan that was read: which proposal belongs to which task, and what it would change. */
import type { PlanDocument, ReadProblem, ReadTask } from '#api/shapes.ts';

export interface Proposal extends ReadProblem {
  /** `p1`, `p2` … in the order of the document's problems. */
  id: string;
}

export function proposals_of(document: PlanDocument): Proposal[] {
  return document.problems.map((problem, at) => ({ ...problem, id: `p${at + 1}` }));
}

/** Problems that stand on a task's own line. */
export function of_task(proposals: Proposal[], task: ReadTask): Proposal[] {
  return proposals.filter((proposal) => proposal.line === task.source_line);
}

/** Problems of the document itself: on no task's line. */
export function of_document(proposals: Proposal[], tasks: ReadTask[]): Proposal[] {
  const lines = new Set(tasks.map((task) => task.source_line));
  return proposals.filter((proposal) => !lines.has(proposal.line));
}

/** The parts of a text, so that the words that accepted proposals change can be marked. */
export interface Part {
  text: string;
  /** What will stand there instead. */
  becomes?: string;
}

/** A text cut at the first place of each accepted proposal's words. */
export function marked(text: string, accepted: Proposal[]): Part[] {
  let parts: Part[] = [{ text }];
  for (const { found, proposal } of accepted) {
    if (!found || !proposal) continue;
    parts = parts.flatMap((part): Part[] => {
      const at = part.becomes === undefined ? part.text.indexOf(found) : -1;
      if (at < 0) return [part];
      return [
        { text: part.text.slice(0, at) },
        { text: found, becomes: proposal },
        { text: part.text.slice(at + found.length) },
      ].filter((each) => each.text !== '');
    });
  }
  return parts;
}
