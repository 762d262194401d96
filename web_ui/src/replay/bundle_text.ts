export type BundleFault = 'not_json' | 'not_bundle';

export type BundleText = { body: string } | { fault: BundleFault };

/**
 * The body of a replay from what somebody pasted: a bundle, a stored decision, or an answer that
 * holds one. A bundle goes as it was written, so that the engine judges it and not this page.
 */
export function readBundle(text: string): BundleText {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'not_json' };
  }
  if (isBundle(value)) return { body: text };
  if (typeof value === 'object' && value !== null && 'bundle' in value && isBundle(value.bundle)) {
    return { body: JSON.stringify(value.bundle) };
  }
  return { fault: 'not_bundle' };
}

function isBundle(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'bundle_version' in value &&
    'input' in value &&
    'decision' in value
  );
}
