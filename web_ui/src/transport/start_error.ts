export type StartErrorCode =
  | 'nobody_answers'
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
