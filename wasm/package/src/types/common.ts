// What screening and credit decisions have in common. Names and meanings are the contract's,
// functions/contract/openapi.yaml. Probabilities, scores and rates have at most six decimals and
// are exact in them; money is in pounds with at most two.

/** JSON as a caller may give it. */
export type Json = string | number | boolean | null | readonly Json[] | { [key: string]: Json };

/** A calendar date, YYYY-MM-DD. */
export type Day = string;

/** UTC with microseconds, YYYY-MM-DDTHH:MM:SS.ffffffZ. */
export type Instant = string;

/** `xxh3-128:` and 32 hexadecimal digits. It shows that two runs agree; it is no signature. */
export type ContentHash = string;

/** 64 hexadecimal digits. */
export type Sha256 = string;

export type Level = 'HIGH' | 'MED' | 'LOW';

/** Due in four hours, in a day, in five days. */
export type Priority = 'P0' | 'P1' | 'P2';

export type Source = 'pack' | 'builtin';

export interface ModelVersion {
  name: string;
  version: string;
  source: Source;
}

export interface PolicyVersion {
  version: string;
  source: Source;
}

/** Members that every decision has. */
export interface Provenance {
  /** As the request has it; null if it has none. Not part of the decision. */
  request_id: Json;
  /** What the caller calls the subject, where the request says so. Not part of the decision. */
  customer_ref?: string;
  /** The date it was made for; null where neither the request nor the pack names one. */
  as_of: Day | null;
  model: ModelVersion;
  policy: PolicyVersion;
  /** `financescr-decision/` and a number, which changes only when some outcome may change. */
  decision_version: string;
  input_hash: ContentHash;
  pack_hash: ContentHash;
  policy_hash: ContentHash;
  model_hash: ContentHash;
  /** Over the outcome and the four hashes above. */
  result_hash: ContentHash;
  /** JSON pointers of members of the request that are not known and were not used. */
  ignored_fields?: string[];
}

/** What a host adds that stores its decisions: the answers of `fetch`. */
export type Stored<Decision> = Decision & {
  decision_id: string;
  /** The case that a REVIEW or REFER opened. */
  case_id: string | null;
  /** In the answer of a batch; from 1. */
  line?: number;
};

export type FaultCode =
  | 'malformed'
  | 'missing'
  | 'invalid'
  | 'conflict'
  | 'not_found'
  | 'unsupported'
  | 'too_large'
  | 'corrupt'
  | 'unavailable';

export interface FieldFault {
  code: FaultCode;
  detail: string;
  /** JSON pointer of the bad field; empty for the whole. */
  pointer: string;
}

/** What stands in the place of a line's answer when the line is bad. */
export interface LineFault {
  request_id: Json;
  error: FieldFault & { line: number };
  /** All of them, where there are several. */
  errors?: (FieldFault & { line: number })[];
}

/** RFC 9457, `application/problem+json`: every error answer of `fetch`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** A stable word for programs. */
  code: string;
  request_id: string;
  instance?: string;
  errors?: FieldFault[];
}
