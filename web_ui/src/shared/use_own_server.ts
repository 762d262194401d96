import { useQuery } from '@tanstack/react-query';
import { isServer } from '../transport/connect';

/** The origin of this page where a Financescr server answers at it as well; else null. */
export function useOwnServer(): string | null {
  const { data } = useQuery({ queryKey: ['own-server'], queryFn: isServer });
  return data ? window.location.origin : null;
}
