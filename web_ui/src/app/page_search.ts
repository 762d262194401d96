/**
 * A page's own search, behind the #. The history hands it over with what stands before the # added,
 * such as ?engine=browser, which says who decides and is no part of it.
 */
export const pageSearch = (search: string, before: string): string =>
  before && search.endsWith(before) ? search.slice(0, -before.length) : search;
