import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './plot.module.css';

export interface ThresholdLines {
  current: number;
  changed: number;
  cheapest?: number;
}

interface Props {
  summary: string;
  /** What the heights at the top and the bottom stand for. */
  top: string;
  bottom: string;
  lines: ThresholdLines;
  children: ReactNode;
}

/**
 * A drawing over thresholds from 0 to 1. Its content is in units of 100 by 100 and is stretched;
 * words stand outside of it, so that they are not. The lines mark thresholds.
 */
export function Plot({ summary, top, bottom, lines, children }: Props) {
  return (
    <div className={classes.plot}>
      <div className={classes.scale}>
        <span>{top}</span>
        <span>{bottom}</span>
      </div>
      <svg
        className={classes.canvas}
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        role="img"
        aria-label={summary}
      >
        {children}
        {Object.entries(lines).map(([name, at]) => (
          <line key={name} className={classes[name]} x1={at * 100} x2={at * 100} y1="0" y2="100" />
        ))}
      </svg>
      <div className={classes.axis} aria-hidden="true">
        {[0, 0.25, 0.5, 0.75, 1].map((at) => (
          <span key={at} style={{ left: `${at * 100}%`, transform: `translateX(-${at * 100}%)` }}>
            {at}
          </span>
        ))}
      </div>
    </div>
  );
}

export interface LegendEntry {
  className: string;
  text: string;
  isLine?: boolean;
}

export function Legend({ entries }: { entries: LegendEntry[] }) {
  return (
    <ul className={classes.legend}>
      {entries.map(({ className, text, isLine }) => (
        <li key={text}>
          <svg width="18" height="10" aria-hidden="true">
            {isLine ? (
              <line className={className} x1="0" x2="18" y1="5" y2="5" />
            ) : (
              <rect className={className} width="18" height="10" />
            )}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}

/** The entries of the legend for the lines of every plot. */
export function useLineEntries(lines: ThresholdLines): LegendEntry[] {
  const { t } = useTranslation();
  const entry = (name: keyof ThresholdLines, at: number): LegendEntry => ({
    className: classes[name] ?? '',
    text: `${t(`what_if.line.${name}`)} ${at}`,
    isLine: true,
  });
  return [
    entry('current', lines.current),
    entry('changed', lines.changed),
    ...(lines.cheapest === undefined ? [] : [entry('cheapest', lines.cheapest)]),
  ];
}
