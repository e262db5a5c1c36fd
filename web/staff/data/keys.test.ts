import { expect, it } from 'vitest';
import { keys, stale_after_change, stale_after_score } from './keys.ts';

/** Whether a stale key is the beginning of a kept one: how the query client finds it. */
const reaches = (stale: readonly (readonly (string | number)[])[], kept: readonly (string | number)[]) =>
  stale.some((key) => key.every((part, index) => kept[index] === part));

it('renews every screen with points after a score, and only the criteria that changed', () => {
  const stale = stale_after_score(['3.2']);
  for (const kept of [keys.cockpit(2024), keys.index(2024), keys.plan('p1'), keys.criterion('3.2', 2024)]) {
    expect(reaches(stale, kept)).toBe(true);
  }
  expect(reaches(stale, keys.criterion('3.3', 2024))).toBe(false);
  expect(reaches(stale, keys.people)).toBe(false);
  expect(reaches(stale_after_score(undefined), keys.criterion('3.3', 2024))).toBe(true);
});

it('renews a task, its plan and the counts in the rail', () => {
  const stale = stale_after_change('task', 't1');
  expect(reaches(stale, keys.task('t1'))).toBe(true);
  expect(reaches(stale, keys.task('t2'))).toBe(false);
  expect(reaches(stale, keys.plan('p1'))).toBe(true);
  expect(reaches(stale, keys.me)).toBe(true);
});

it('renews facts, notices, plans, evidence and sets', () => {
  expect(reaches(stale_after_change('fact', 'f'), keys.fact('dossiers', 2024))).toBe(true);
  expect(reaches(stale_after_change('notice', 'n'), keys.notices)).toBe(true);
  expect(reaches(stale_after_change('plan', 'p1'), keys.plans)).toBe(true);
  expect(reaches(stale_after_change('evidence', 'e'), keys.criterion('3.2', 2024))).toBe(true);
  expect(reaches(stale_after_change('criteria_set', 's'), keys.cockpit(2024))).toBe(true);
  expect(stale_after_change('something_new', 'x')).toEqual([['something_new']]);
});
