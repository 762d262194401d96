import { useTranslation } from 'react-i18next';
import type { CreditDecision } from '../contract/types';
import { percent, pounds } from '../shared/format';
import { TableHead } from '../shared/table_head';

type Affordability = CreditDecision['affordability'];

const kTests = [
  { name: 'disposable_gbp', format: pounds, isLeast: true },
  { name: 'payment_to_income', format: percent, isLeast: false },
  { name: 'debt_to_income', format: percent, isLeast: false },
] as const;

/** Each test of the policy: what came out, its limit, and whether it passed. */
export function AffordabilityTable({ affordability }: { affordability: Affordability }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="wide">
        <table className="data">
          <TableHead
            columns={[
              { name: t('affordability.test') },
              { name: t('affordability.value'), isNumber: true },
              { name: t('affordability.limit'), isNumber: true },
              { name: t('affordability.result') },
            ]}
          />
          <tbody>
            {kTests.map(({ name, format, isLeast }) => {
              const { value, limit, passed } = affordability[name];
              return (
                <tr key={name}>
                  <th scope="row">{t(`affordability.${name}`)}</th>
                  <td className="number">
                    {value === null ? t('affordability.no_income') : format(value)}
                  </td>
                  <td className="number">
                    {isLeast ? '≥' : '≤'} {format(limit)}
                  </td>
                  <td className={passed ? 'good' : 'bad'}>
                    <span aria-hidden="true">{passed ? '✓ ' : '✗ '}</span>
                    {t(passed ? 'affordability.passed' : 'affordability.failed')}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="quiet small">
        {t('affordability.stressed', {
          income: pounds(affordability.stressed_income_gbp),
          payment: pounds(affordability.stressed_payment_gbp),
        })}
      </p>
    </>
  );
}
