export * from './contract.js';
export { Engine, load } from './engine.js';
export { EngineError, type EngineErrorCode, type EngineFault } from './errors.js';
export type * from './types.js';
