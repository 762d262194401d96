import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startStrings } from '../strings/strings';
import { ApiError } from '../transport/client';
import { faultOf, ProblemView } from './problem_view';
import { ReplayVerdict } from './replay_verdict';
import { ThresholdStrip } from './threshold_strip';
import { WaterfallTable } from './waterfall_table';

beforeAll(startStrings);
afterEach(cleanup);

const show = (part: ReactNode) => render(<MantineProvider>{part}</MantineProvider>);

describe('the waterfall', () => {
  const contributions = { intercept: -2.2, utilisation: 0.7 };

  it('says that its rows add up', () => {
    show(
      <WaterfallTable contributions={contributions} logOdds={-1.5} thresholds={[]} name={String} />,
    );
    expect(screen.getByText(/add up to the recorded log-odds exactly/)).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('raises an alarm when they do not', () => {
    show(
      <WaterfallTable contributions={contributions} logOdds={-1.6} thresholds={[]} name={String} />,
    );
    expect(screen.getByRole('alert').textContent).toContain('do not add up');
  });

  it('has its numbers in a table, not only in a drawing', () => {
    show(
      <WaterfallTable
        contributions={contributions}
        logOdds={-1.5}
        thresholds={[0.15]}
        name={String}
      />,
    );
    const cells = screen.getAllByRole('cell').map((cell) => cell.textContent);
    expect(cells).toEqual(expect.arrayContaining(['−2.200000', '+0.700000', '−1.500000']));
  });
});

describe('the threshold strip', () => {
  it('puts the score where it belongs and tells it in words', () => {
    const { container } = show(
      <ThresholdStrip
        summary="score 25 %, threshold 72 %"
        score={0.25}
        scoreLabel="Best match"
        zones={[]}
        marks={[{ at: 0.72, label: 'Threshold' }]}
      />,
    );
    expect(screen.getByRole('img', { name: 'score 25 %, threshold 72 %' })).toBeTruthy();
    const places = [...container.querySelectorAll<HTMLElement>('[style]')].map(
      (element) => element.style.left,
    );
    expect(places).toContain('25%');
    expect(places).toContain('72%');
  });
});

describe('a problem', () => {
  const error = new ApiError(422, {
    title: 'Unprocessable Content',
    detail: 'must be a date of birth',
    code: 'invalid_request',
    request_id: 'r-9',
    errors: [{ code: 'invalid', detail: 'must be a date of birth', pointer: '/subject/dob' }],
  });

  it('names title, sentence, code and request id, and can be tried again', () => {
    const retry = vi.fn();
    show(<ProblemView error={error} onRetry={retry} />);
    const text = screen.getByRole('alert').textContent ?? '';
    for (const part of ['Unprocessable Content', 'must be a date', 'invalid_request', 'r-9']) {
      expect(text).toContain(part);
    }
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('finds the fault of a field by its pointer', () => {
    expect(faultOf(error, 'dob')).toBe('must be a date of birth');
    expect(faultOf(error, 'name')).toBeUndefined();
    expect(faultOf(new Error('x'), 'dob')).toBeUndefined();
  });

  it('says that nobody answered', () => {
    show(<ProblemView error={new ApiError(0, { detail: 'Failed to fetch' })} />);
    expect(screen.getByRole('alert').textContent).toContain('No answer');
  });
});

describe('a replay', () => {
  const hash = `xxh3-128:${'0'.repeat(32)}`;

  it('shows what was recorded and what comes out now', () => {
    show(
      <ReplayVerdict
        result={{
          request_id: null,
          status: 'different',
          result_hash: hash,
          pack_id: 'seed',
          field: '/decision',
          recorded: 'CLEAR',
          replayed: 'REVIEW',
        }}
      />,
    );
    const text = screen.getByRole('status').textContent ?? '';
    expect(text).toContain('Different');
    expect(screen.getAllByRole('cell').map((cell) => cell.textContent)).toEqual([
      '"CLEAR"',
      '"REVIEW"',
    ]);
  });

  it('shows the hash that is identical', () => {
    show(
      <ReplayVerdict
        result={{ request_id: null, status: 'identical', result_hash: hash, pack_id: 'seed' }}
      />,
    );
    expect(screen.getByRole('status').textContent).toContain(hash);
    expect(screen.queryByRole('table')).toBeNull();
  });
});
