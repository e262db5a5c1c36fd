import { expect, it } from 'vitest';
import type { PlanDocument, ReadTask } from '#api/shapes.ts';
import { marked, of_document, of_task, proposals_of } from './review.ts';

const problem = (line: number, found: string, proposal: string) => ({ line, found, proposal, message: '' });
const document = {
  problems: [problem(126, 'Chi đạo', 'Chỉ đạo'), problem(3, '', ''), problem(137, 'phần đầu', 'phấn đấu')],
} as unknown as PlanDocument;
const task = (source_line: number) => ({ source_line }) as ReadTask;

it('numbers proposals as the server does', () => {
  expect(proposals_of(document).map((each) => each.id)).toEqual(['p1', 'p2', 'p3']);
});

it('puts each at its task, the rest at the document', () => {
  const all = proposals_of(document);
  expect(of_task(all, task(126)).map((each) => each.id)).toEqual(['p1']);
  expect(of_document(all, [task(126), task(137)]).map((each) => each.id)).toEqual(['p2']);
});

it('marks what will change and keeps every other letter', () => {
  const parts = marked('Công tác Chi đạo điều hành, phần đầu', proposals_of(document));
  expect(parts).toEqual([
    { text: 'Công tác ' },
    { text: 'Chi đạo', becomes: 'Chỉ đạo' },
    { text: ' điều hành, ' },
    { text: 'phần đầu', becomes: 'phấn đấu' },
  ]);
  expect(marked('không có gì', proposals_of(document))).toEqual([{ text: 'không có gì' }]);
});
