import type { Bundle } from '../contract/types';

export type BundleFault = 'not_json' | 'not_bundle';

/**
 * A bundle from what somebody pasted: the bundle itself, a stored decision, or an answer that holds
 * one. Whether its content makes sense is the engine's to say.
 */
export function readBundle(text: string): Bundle | BundleFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not_json';
  }
  if (isBundle(value)) return value;
  if (typeof value === 'object' && value !== null && 'bundle' in value && isBundle(value.bundle)) {
    return value.bundle;
  }
  return 'not_bundle';
}

function isBundle(value: unknown): value is Bundle {
  return (
    typeof value === 'object' &&
    value !== null &&
    'bundle_version' in value &&
    'input' in value &&
    'decision' in value
  );
}
