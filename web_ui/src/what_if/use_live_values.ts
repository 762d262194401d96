import { useDebouncedCallback } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { pick, type Values, type WhatIfSearch } from './search';

const kSettleMs = 200;

interface LiveValues<Name extends string> {
  /** What a person moves right now. */
  values: Values<Name>;
  /** What the answer is asked for: the address, which follows once the hand rests. */
  settled: { [N in Name]?: number };
  change: (values: Values<Name>) => void;
}

export function useLiveValues<Name extends keyof WhatIfSearch & string>(
  names: readonly Name[],
): LiveValues<Name> {
  const all: WhatIfSearch = useSearch({ from: '/what-if' });
  const search = all as Values<Name>;
  const navigate = useNavigate();
  const [values, setValues] = useState<Values<Name>>(() => pick(search, names));
  const settle = useDebouncedCallback((changed: Values<Name>) => {
    navigate({ to: '/what-if', search: (now) => ({ ...now, ...changed }), replace: true });
  }, kSettleMs);
  const change = (changed: Values<Name>) => {
    const all = { ...values, ...changed };
    setValues(all);
    settle(all);
  };
  return { values, settled: pick(search, names), change };
}
