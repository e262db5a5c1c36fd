import { expect, it } from 'vitest';
import { after_signing_in } from './after.ts';

const from = (tiep: string) =>
  after_signing_in(new URL(`http://xa.example/dang-nhap?tiep=${encodeURIComponent(tiep)}`));

it('goes back to the kept address', () => {
  expect(from('/ke-hoach/97?xem=bang')).toBe('/ke-hoach/97?xem=bang');
});

it('never leaves the site', () => {
  for (const bad of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', '']) {
    expect(from(bad)).toBe('/');
  }
});

it('does not return to the sign-in pages', () => {
  expect(from('/dang-nhap?tiep=/')).toBe('/');
  expect(from('/vao')).toBe('/');
});
