export type StartErrorCode =
  | 'nobody_answers'
  | 'server_away'
  | 'server_gone'
  | 'pack_not_given'
  | 'pack_is_another'
  | 'download_failed'
  | 'pack_damaged'
  | 'engine_damaged'
  | 'pack_unreadable'
  | 'self_test_failed';

// Why nothing can be decided on this page. The code has a sentence in the strings.
export class StartError extends Error {
  constructor(
    readonly code: StartErrorCode,
    detail = '',
  ) {
    super(detail);
  }
}
