import { useTranslation } from 'react-i18next';
import { signed } from './format';
import { logit, percentScale, type WaterfallStep, waterfall, waterfallRange } from './scale';
import classes from './waterfall_table.module.css';

interface Props {
  contributions: Record<string, number>;
  logOdds: number;
  /** Probabilities at which the policy decides otherwise; drawn as lines at their log-odds. */
  thresholds: number[];
  name: (feature: string) => string;
}

/**
 * Intercept, contributions and their sum, each as a bar and as a number in one row. The drawing and
 * its table twin are one table: the bars are for the eye, the cells for everybody.
 */
export function WaterfallTable({ contributions, logOdds, thresholds, name }: Props) {
  const { t } = useTranslation();
  const { steps, total, isExact } = waterfall(contributions, logOdds);
  const lines = thresholds.map(logit).filter((line) => line !== null);
  const scale = percentScale(...waterfallRange(steps, [0, ...lines]));
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption className="visually-hidden">{t('waterfall.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('waterfall.feature')}</th>
            <th scope="col" className={classes.drawing}>
              <span className="visually-hidden">{t('waterfall.drawing')}</span>
            </th>
            <th scope="col">{t('waterfall.log_odds')}</th>
            <th scope="col">{t('waterfall.sum')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.name}>
              <th scope="row">{name(step.name)}</th>
              <td className={classes.drawing}>
                <Bar step={step} scale={scale} lines={lines} />
              </td>
              <td>{signed(step.value)}</td>
              <td className={classes.sum}>{signed(step.to)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('waterfall.total')}</th>
            <td className={classes.drawing}>
              <Bar
                step={{ name: 'total', value: 0, from: 0, to: total }}
                scale={scale}
                lines={lines}
              />
            </td>
            <td>{signed(logOdds)}</td>
            <td className={classes.sum}>{signed(total)}</td>
          </tr>
        </tfoot>
      </table>
      <p className={isExact ? 'good' : 'bad'} role={isExact ? undefined : 'alert'}>
        {isExact ? t('waterfall.exact') : t('waterfall.not_exact')}
        {lines.length > 0 && <span className="quiet"> {t('waterfall.lines')}</span>}
      </p>
    </div>
  );
}

interface BarProps {
  step: WaterfallStep;
  scale: (value: number) => number;
  lines: number[];
}

function Bar({ step, scale, lines }: BarProps) {
  const low = scale(Math.min(step.from, step.to));
  const high = scale(Math.max(step.from, step.to));
  const tone = step.name === 'total' ? 'total' : step.value < 0 ? 'down' : 'up';
  return (
    <svg className={classes.bar} aria-hidden="true" focusable="false">
      <line className={classes.zero} x1={`${scale(0)}%`} x2={`${scale(0)}%`} y1="0" y2="100%" />
      {lines.map((line) => (
        <line
          key={line}
          className={classes.threshold}
          x1={`${scale(line)}%`}
          x2={`${scale(line)}%`}
          y1="0"
          y2="100%"
        />
      ))}
      <rect
        className={classes[tone]}
        x={`${low}%`}
        width={`${Math.max(high - low, 0.4)}%`}
        y="20%"
        height="60%"
        rx="1.5"
      />
      <line
        className={classes.connector}
        x1={`${scale(step.to)}%`}
        x2={`${scale(step.to)}%`}
        y1="80%"
        y2="100%"
      />
    </svg>
  );
}
