// What a person changed, as it stands in the address. What is not there is as in the policy.

export const kScreeningNames = ['threshold', 'cost_fp', 'cost_fn'] as const;
export const kPdNames = ['pd_threshold_approve', 'pd_threshold_refer'] as const;
export const kAffordabilityNames = [
  'income_haircut',
  'stress_rate_pp',
  'min_disposable_gbp',
  'max_payment_to_income',
  'max_debt_to_income',
] as const;

export type ScreeningName = (typeof kScreeningNames)[number];
export type CreditName = (typeof kPdNames)[number] | (typeof kAffordabilityNames)[number];
export type Values<Name extends string> = { [N in Name]?: number | undefined };

export interface WhatIfSearch extends Values<ScreeningName | CreditName> {
  tab?: 'credit' | undefined;
}

const kNumbers = [...kScreeningNames, ...kPdNames, ...kAffordabilityNames];

/** Reads the address; what is no number there is left out. */
export function readWhatIfSearch(search: Record<string, unknown>): WhatIfSearch {
  const known: WhatIfSearch = search.tab === 'credit' ? { tab: 'credit' } : {};
  for (const name of kNumbers) {
    const value = search[name];
    if (typeof value === 'number' && Number.isFinite(value)) known[name] = value;
  }
  return known;
}

/** The named values of the address, without those that are not there. */
export function pick<Name extends string>(
  search: Values<Name>,
  names: readonly Name[],
): { [N in Name]?: number } {
  return Object.fromEntries(
    names.filter((name) => search[name] !== undefined).map((name) => [name, search[name]]),
  ) as { [N in Name]?: number };
}

/** The part of a credit policy that the values change. */
export function changedPolicy(values: Values<CreditName>) {
  const affordability = pick(values, kAffordabilityNames);
  return {
    ...pick(values, kPdNames),
    ...(Object.keys(affordability).length > 0 ? { affordability } : {}),
  };
}
