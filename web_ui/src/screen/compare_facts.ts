import type { Match, Subject } from '../contract/types';

export type Verdict = 'agrees' | 'partly' | 'contradicts' | 'unknown';

export interface ComparedFact {
  name: 'dob' | 'nationality' | 'residence_country' | 'id_number' | 'entity_type';
  asked: string;
  listed: string[];
  verdict: Verdict;
}

const verdictOf = (feature: number): Verdict =>
  feature === 1 ? 'agrees' : feature === 0 ? 'contradicts' : 'unknown';

function dobVerdict({ features }: Match): Verdict {
  if (features.dob_exact === 1) return 'agrees';
  if (features.dob_conflict > 0) return 'contradicts';
  if (features.dob_partial > 0 || features.dob_day_month_swap === 1) return 'partly';
  return 'unknown';
}

/**
 * What was asked beside what the list says, and what the engine made of it: the verdicts are its
 * features, never a comparison of the page's own. A pack's customer is not shown, only compared.
 * What neither side says is left out.
 */
export function compareFacts(match: Match, subject: Subject | null): ComparedFact[] {
  const { features, listed } = match;
  const facts: ComparedFact[] = [
    {
      name: 'dob',
      asked: subject?.dob ?? '',
      listed: listed.dob ?? [],
      verdict: dobVerdict(match),
    },
    {
      name: 'nationality',
      asked: subject?.nationality ?? '',
      listed: listed.nationalities ?? [],
      verdict: verdictOf(features.nationality_overlap),
    },
    {
      name: 'residence_country',
      asked: subject?.residence_country ?? '',
      listed: listed.residence_countries ?? [],
      verdict: verdictOf(features.residence_overlap),
    },
    {
      name: 'id_number',
      asked: subject?.id_number ? '•••' : '',
      listed: features.id_number_match === -1 ? [] : ['•••'],
      verdict: verdictOf(features.id_number_match),
    },
    {
      name: 'entity_type',
      asked: subject?.entity_type ?? '',
      listed: listed.entity_type ? [listed.entity_type] : [],
      verdict: verdictOf(features.entity_type_match),
    },
  ];
  return facts.filter(
    ({ asked, listed, verdict }) => asked || listed.length > 0 || verdict !== 'unknown',
  );
}
