import { percent } from './format';
import { percentScale, type Zone } from './scale';
import classes from './threshold_strip.module.css';

export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

export interface StripZone extends Zone {
  label: string;
  tone: Tone;
}

export interface StripMark {
  at: number;
  label: string;
}

interface Props {
  /** What a person who cannot see the drawing is told. */
  summary: string;
  score: number;
  scoreLabel: string;
  zones: StripZone[];
  marks: StripMark[];
}

const scale = percentScale(0, 1);

/** A score between 0 and 1 on coloured zones, with marks where the policy's limits lie. */
export function ThresholdStrip({ summary, score, scoreLabel, zones, marks }: Props) {
  return (
    <div className={classes.strip} role="img" aria-label={summary}>
      <div className={classes.above}>
        <span className={classes.score} style={anchored(scale(score))}>
          {scoreLabel} <strong>{percent(score, 2)}</strong>
        </span>
      </div>
      <div className={classes.bar}>
        {zones.map((zone) => (
          <div
            key={zone.name}
            className={classes.zone}
            data-tone={zone.tone}
            style={{ left: `${scale(zone.from)}%`, width: `${scale(zone.to) - scale(zone.from)}%` }}
          >
            {zone.label}
          </div>
        ))}
        {marks.map((mark) => (
          <div key={mark.at} className={classes.mark} style={{ left: `${scale(mark.at)}%` }} />
        ))}
        <div className={classes.needle} style={{ left: `${scale(score)}%` }} />
      </div>
      <div className={classes.below}>
        {marks.map((mark) => (
          <span key={mark.at} style={anchored(scale(mark.at))}>
            {mark.label} {percent(mark.at)}
          </span>
        ))}
      </div>
    </div>
  );
}

// A label hangs on its point by the same share of its own width: it never leaves the strip.
function anchored(at: number) {
  return { left: `${at}%`, transform: `translateX(-${at}%)` };
}
