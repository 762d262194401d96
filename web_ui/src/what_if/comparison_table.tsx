import { useTranslation } from 'react-i18next';

import type { ThresholdPoint } from '../contract/types';
import { count, percent, plain, signed } from '../shared/format';
import { TableHead } from '../shared/table_head';

interface Row {
  name: keyof ThresholdPoint;
  format: (value: number) => string;
  difference: (value: number) => string;
}

const points = (value: number) => `${signed(value * 100, 1)} pp`;
const whole = (value: number) => signed(value, 0);

const kRows: Row[] = [
  { name: 'threshold', format: plain, difference: (value) => signed(value, 3) },
  { name: 'alerts', format: count, difference: whole },
  { name: 'alert_rate', format: percent, difference: points },
  { name: 'true_positives', format: count, difference: whole },
  { name: 'false_positives', format: count, difference: whole },
  { name: 'missed', format: count, difference: whole },
  { name: 'recall', format: percent, difference: points },
  { name: 'precision', format: percent, difference: points },
  { name: 'cost', format: count, difference: (value) => signed(value, 2).replace(/\.00$/, '') },
];

/** The policy as it is and as it would be, row by row. */
export function ComparisonTable({
  current,
  changed,
}: {
  current: ThresholdPoint;
  changed: ThresholdPoint;
}) {
  const { t } = useTranslation();
  return (
    <div className="wide">
      <table className="data">
        <TableHead
          columns={[
            { name: t('what_if.measure') },
            { name: t('what_if.current'), isNumber: true },
            { name: t('what_if.changed'), isNumber: true },
            { name: t('what_if.difference'), isNumber: true },
          ]}
        />
        <tbody>
          {kRows.map(({ name, format, difference }) => {
            const from = current[name];
            const to = changed[name];
            const isKnown = from !== null && to !== null;
            return (
              <tr key={name}>
                <th scope="row">{t(`what_if.${name}`)}</th>
                <td className="number">{from === null ? '–' : format(from)}</td>
                <td className="number">{to === null ? '–' : format(to)}</td>
                <td className={`number ${isKnown && from === to ? 'quiet' : ''}`}>
                  {!isKnown ? '–' : from === to ? '0' : difference(to - from)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
