// Screening of a person or firm against the watchlist.
import type { Day, Json, Level, Priority, Provenance } from './common.js';

/** Exactly one of `customer_id` and `subject`. */
export interface ScreenRequest {
  request_id?: Json;
  /** What the caller calls the subject: 1 to 128 letters, digits and `. _ : - /`. */
  customer_ref?: string | null;
  as_of?: Day | null;
  /** A customer of the pack. */
  customer_id?: string | null;
  subject?: Subject | null;
  options?: {
    /** How many candidates are retrieved and returned, 1 to 200; else the policy's number. */
    top_k?: number | null;
    /** Instead of the policy's; 0 to 1. */
    threshold?: number | null;
  } | null;
}

export type EntityType = 'UNKNOWN' | 'PERSON' | 'ORGANISATION' | 'VESSEL' | 'AIRCRAFT';

export interface Subject {
  /** In any script, at most 1,024 bytes. */
  name: string;
  /** Date of birth, YYYY-MM-DD, YYYY-MM or YYYY; one on which nobody is born counts as missing. */
  dob?: string | null;
  /** ISO 3166-1 alpha-2 or alpha-3, a code of passports, or a name. */
  nationality?: string | null;
  /** The same. */
  residence_country?: string | null;
  /** Hashed on arrival by the pack's scheme and forgotten. */
  id_number?: string | null;
  /** Instead of `id_number`, hashed by the pack's scheme already. */
  id_hash?: string | null;
  /** The same, of several numbers. */
  id_hashes?: string[] | null;
  entity_type?: EntityType | null;
}

export type SubjectField = 'dob' | 'nationality' | 'residence_country' | 'id_number';

export type ScreeningOutcome = 'CLEAR' | 'REVIEW';

export interface ScreeningDecision extends Provenance {
  /** REVIEW when `match_probability` is not below `threshold_used`, or the name is unmatchable. */
  decision: ScreeningOutcome;
  /** Of the best match; 0 when nothing resembles the name. */
  match_probability: number;
  threshold_used: number;
  /** Around the threshold; inside it a missing field may decide. */
  uncertainty_band: number;
  match_confidence_band: Level;
  risk_severity: Level;
  case_priority: Priority;
  recommended_action: 'CLEAR' | 'REVIEW_STANDARD' | 'REVIEW_URGENT' | 'REQUEST_INFO';
  /** Empty below the uncertainty band. */
  reason_codes: ScreeningReasonCode[];
  missing_fields: SubjectField[];
  /** Parts of the name field that are no part of a name; absent where there are none. */
  set_aside?: { text: string; why: 'TITLE' | 'ROLE' | 'BIRTH' | 'DOCUMENT' | 'PLACE' | 'LABEL' }[];
  top_match: MatchSummary | null;
  /** Best first. */
  matches: Match[];
  candidates_retrieved: number;
  /** The one missing field whose answer would decide, if there is one. */
  follow_up: FollowUp | null;
  /** What was given or listed and not compared; absent if there is nothing to say. */
  warnings?: ScreeningWarning[];
}

export interface ScreeningWarning {
  code: 'DOB_PLACEHOLDER' | 'DOB_AFTER_AS_OF' | 'DOB_TOO_LONG_AGO' | 'COUNTRY_NONE';
  /** JSON pointer into the request or, for a listed value, into the answer. */
  field: string;
  text: string;
}

export type ListType = 'SANCTIONS' | 'PEP' | 'ADVERSE_MEDIA';

export interface MatchSummary {
  candidate_id: string;
  candidate_name: string;
  list_type: ListType;
  /** Probability that the entry is the subject. */
  score: number;
}

export interface Match extends MatchSummary {
  reasons: ScreeningReasonCode[];
  /** From 0 to 1; -1 where one side does not know it. */
  features: Record<ScreeningFeature, number>;
  /** Log-odds by feature, without those of 0; their sum is exactly `log_odds`. */
  contributions: { intercept: number; [feature: string]: number };
  log_odds: number;
  evidence: NameEvidence;
  listed: ListedFacts;
}

export type ScreeningFeature =
  | 'name_jw'
  | 'name_token_jaccard'
  | 'name_length_ratio'
  | 'dob_exact'
  | 'dob_year_match'
  | 'nationality_overlap'
  | 'residence_overlap'
  | 'id_number_match'
  | 'list_sanctions'
  | 'list_pep'
  | 'list_adverse_media'
  | 'alias_hit'
  | 'weak_alias_hit'
  | 'query_coverage'
  | 'candidate_coverage'
  | 'name_evidence'
  | 'initials_share'
  | 'dob_partial'
  | 'dob_day_month_swap'
  | 'dob_conflict'
  | 'entity_type_match'
  | 'name_order_conflict'
  | 'name_rarity'
  | 'number_conflict';

export interface NameEvidence {
  matched_name: string;
  name_kind: 'PRIMARY' | 'ALIAS' | 'WEAK_ALIAS';
  /** Words of both names that answer each other, in Latin letters; `credit` is 0 to 1. */
  aligned: { query: string; listed: string; credit: number; by_initial: boolean }[];
  query_words_left: string[];
  listed_words_left: string[];
  /** How the asked name was read, where that is not as it stands. */
  read_as?: { text: string; ways: ReadingWay[] };
}

export type ReadingWay =
  | 'SET_ASIDE'
  | 'ONE_PERSON'
  | 'WITHOUT_BRACKETS'
  | 'WORDS_CUT'
  | 'LETTERS_JOINED'
  | 'LETTERS_PARTED'
  | 'DIGITS_AS_LETTERS'
  | 'WORD_AS_NUMBER'
  | 'ABBREVIATION'
  | 'HAN_READ'
  | 'AS_SURNAME'
  | 'INITIALS'
  | 'ACRONYM';

/** What the list says of the entry. */
export interface ListedFacts {
  dob?: string[];
  nationalities?: string[];
  residence_countries?: string[];
  entity_type?: EntityType;
  source?: string;
  programs?: string[];
}

export interface FollowUp {
  field: SubjectField;
  question: string;
  /** Two: what follows from each answer. */
  outcomes: {
    answer: 'as_listed' | 'different';
    match_probability: number;
    decision: ScreeningOutcome;
  }[];
}

export type ScreeningReasonCode =
  | 'NAME_EXACT'
  | 'NAME_SIMILARITY_HIGH'
  | 'NAME_PARTIAL'
  | 'NAME_SIMILARITY_LOW'
  | 'INITIALS_ONLY'
  | 'ALIAS_HIT'
  | 'WEAK_ALIAS_HIT'
  | 'NUMBER_CONFLICT'
  | 'DOB_EXACT'
  | 'DOB_PARTIAL'
  | 'DOB_DAY_MONTH_SWAP'
  | 'DOB_CONFLICT'
  | 'NATIONALITY_MATCH'
  | 'NATIONALITY_CONFLICT'
  | 'RESIDENCE_MATCH'
  | 'RESIDENCE_CONFLICT'
  | 'ID_NUMBER_MATCH'
  | 'ID_NUMBER_CONFLICT'
  | 'ENTITY_TYPE_CONFLICT'
  | 'LIST_SANCTIONS'
  | 'LIST_PEP'
  | 'LIST_ADVERSE_MEDIA'
  | 'NAME_NOT_MATCHABLE'
  | 'NAME_PARTLY_NOT_MATCHABLE'
  | 'ID_KEY_NOT_AT_HAND';

/** One query against one entry that is given with it; no pack's row is looked at. */
export interface MatchRequest {
  request_id?: Json;
  query: Subject;
  candidate: {
    primary_name: string;
    aliases?: string[];
    weak_aliases?: string[];
    dob?: string[];
    nationalities?: string[];
    residence_countries?: string[];
    id_hashes?: string[];
    entity_type?: EntityType;
  };
}

export interface MatchAnswer {
  request_id: Json;
  /** Probability that both are the same. */
  score: number;
  decision: ScreeningOutcome;
  ignored_fields?: string[];
}
