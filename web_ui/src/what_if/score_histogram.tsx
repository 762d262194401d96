import { useTranslation } from 'react-i18next';
import type { ScoreBar } from '../contract/types';
import { count } from '../shared/format';
import { Legend, Plot, type ThresholdLines, useLineEntries } from './plot';
import classes from './plot.module.css';
import { TableTwin } from './table_twin';

/** Scores of rows that are matches above the middle, of those that are not below it. */
export function ScoreHistogram({ bins, lines }: { bins: ScoreBar[]; lines: ThresholdLines }) {
  const { t } = useTranslation();
  const lineEntries = useLineEntries(lines);
  const most = {
    positives: Math.max(1, ...bins.map((bin) => bin.positives)),
    negatives: Math.max(1, ...bins.map((bin) => bin.negatives)),
  };
  const width = 100 / Math.max(1, bins.length);
  return (
    <>
      <Legend
        entries={[
          { className: classes.positives ?? '', text: t('what_if.positives') },
          { className: classes.negatives ?? '', text: t('what_if.negatives') },
          ...lineEntries,
        ]}
      />
      <Plot
        summary={t('what_if.scores_summary', { ...lines })}
        top={count(most.positives)}
        bottom={count(most.negatives)}
        lines={lines}
      >
        {bins.map((bin) => {
          const up = halfHeight(bin.positives, most.positives);
          const down = halfHeight(bin.negatives, most.negatives);
          const x = bin.from * 100 + width * 0.08;
          return (
            <g key={bin.from}>
              <rect
                className={classes.positives}
                x={x}
                width={width * 0.84}
                y={50 - up}
                height={up}
              />
              <rect className={classes.negatives} x={x} width={width * 0.84} y={50} height={down} />
            </g>
          );
        })}
      </Plot>
      <p className="quiet small">{t('what_if.scores_note')}</p>
      <TableTwin
        name={t('what_if.scores')}
        head={[t('what_if.from'), t('what_if.positives'), t('what_if.negatives')]}
        rows={bins.map((bin) => [bin.from.toFixed(2), count(bin.positives), count(bin.negatives)])}
      />
    </>
  );
}

// A square root, so that the few rows between the two heaps can be seen; at least visible if not 0.
function halfHeight(rows: number, most: number): number {
  return rows === 0 ? 0 : Math.max(1.5, 50 * Math.sqrt(rows / most));
}
