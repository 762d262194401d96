// What every engine must do, wherever it runs.
import { batches } from './batches.js';
import type { Case } from './case.js';
import { decisions, replays } from './decisions.js';
import { http } from './http.js';
import { loading } from './loading.js';
import { proofs } from './proofs.js';

export const suite: readonly Case[] = [
  ...loading,
  ...decisions,
  ...replays,
  ...batches,
  ...http,
  ...proofs,
];
