import { useTranslation } from 'react-i18next';
import type { FrontierPoint } from '../contract/types';
import { count, percent } from '../shared/format';
import { Legend, Plot, type ThresholdLines, useLineEntries } from './plot';
import classes from './plot.module.css';
import { TableTwin } from './table_twin';

interface Props {
  points: FrontierPoint[];
  lines: ThresholdLines;
}

/** What every threshold would give: recall and precision, and what it costs. */
export function FrontierChart({ points, lines }: Props) {
  const { t } = useTranslation();
  const lineEntries = useLineEntries(lines);
  const dearest = Math.max(1, ...points.map((point) => point.cost));
  return (
    <>
      <Legend
        entries={[
          { className: classes.recall ?? '', text: t('what_if.recall'), isLine: true },
          { className: classes.precision ?? '', text: t('what_if.precision'), isLine: true },
          { className: classes.cost ?? '', text: t('what_if.cost'), isLine: true },
          ...lineEntries,
        ]}
      />
      <Plot summary={t('what_if.quality_summary')} top="100 %" bottom="0 %" lines={lines}>
        <path className={classes.recall} d={steps(points, (point) => point.recall)} />
        <path className={classes.precision} d={steps(points, (point) => point.precision)} />
      </Plot>
      <Plot summary={t('what_if.cost_summary')} top={count(dearest)} bottom="0" lines={lines}>
        <path
          className={classes.cost}
          d={steps(points, (point) => Math.sqrt(point.cost / dearest))}
        />
      </Plot>
      <p className="quiet small">{t('what_if.cost_note')}</p>
      <TableTwin
        name={t('what_if.frontier')}
        head={['threshold', 'alerts', 'recall', 'precision', 'cost'].map((name) =>
          t(`what_if.${name}`),
        )}
        rows={points.map((point) => [
          String(point.threshold),
          count(point.alerts),
          point.recall === null ? '–' : percent(point.recall),
          point.precision === null ? '–' : percent(point.precision),
          count(point.cost),
        ])}
      />
    </>
  );
}

/**
 * A line through the points that have a value. Between two thresholds of the frontier the rows that
 * alert are those of the upper one, so the line goes up or down at the lower one.
 */
export function steps(
  points: FrontierPoint[],
  height: (point: FrontierPoint) => number | null,
): string {
  let path = '';
  let x = 0;
  for (const point of points) {
    const value = height(point);
    if (value !== null) {
      const y = (100 - value * 100).toFixed(2);
      path += path === '' ? `M${(x * 100).toFixed(2)},${y}` : `V${y}`;
      path += `H${(point.threshold * 100).toFixed(2)}`;
    }
    x = point.threshold;
  }
  return path;
}
