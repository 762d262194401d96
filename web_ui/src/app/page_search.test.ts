// @vitest-environment node
import { expect, it } from 'vitest';
import { pageSearch } from './page_search';

it('what stands before the # is no part of a page’s search', () => {
  expect(pageSearch('?decision=1?engine=browser', '?engine=browser')).toBe('?decision=1');
  expect(pageSearch('?engine=browser', '?engine=browser')).toBe('');
  expect(pageSearch('?decision=1', '')).toBe('?decision=1');
  expect(pageSearch('?decision=1', '?engine=browser')).toBe('?decision=1');
  expect(pageSearch('', '?engine=browser')).toBe('');
});
