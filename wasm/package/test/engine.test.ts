import { load } from '@financescr/engine';
import { describe, test } from 'node:test';
import { pack } from './pack.js';
import { suite } from './suite/suite.js';

describe('an engine in this thread', () => {
  for (const { name, run } of suite) test(name, () => run({ open: load, pack }));
});
