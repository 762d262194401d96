// The contract's types in one place.
export type * from './types/common.js';
export type * from './types/credit.js';
export type * from './types/monitoring.js';
export type * from './types/replay.js';
export type * from './types/screening.js';
