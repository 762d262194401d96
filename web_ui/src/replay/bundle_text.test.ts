import { expect, it } from 'vitest';
import { readBundle } from './bundle_text';

const bundle = { bundle_version: 'financescr-bundle/1', kind: 'screen', input: {}, decision: {} };

it('sends a bundle letter by letter as it was pasted', () => {
  const text = ` ${JSON.stringify(bundle, null, 4)}\n`;
  expect(readBundle(text)).toEqual({ body: text });
});

it('finds the bundle in a stored decision', () => {
  const stored = JSON.stringify({ decision_id: 'd', bundle });
  expect(readBundle(stored)).toEqual({ body: JSON.stringify(bundle) });
});

it.each([
  ['', 'not_json'],
  ['{"bundle_version":', 'not_json'],
  ['null', 'not_bundle'],
  ['[]', 'not_bundle'],
  ['{"decision":{},"input":{}}', 'not_bundle'],
  ['{"decision_id":"d","bundle":null}', 'not_bundle'],
])('refuses %j as %s', (text, fault) => {
  expect(readBundle(text)).toEqual({ fault });
});
