import { useTranslation } from 'react-i18next';
import type { CreditBook } from '../contract/types';
import { count, percent } from '../shared/format';
import { TableHead } from '../shared/table_head';
import classes from './book_table.module.css';

const kOutcomes = ['approve', 'refer', 'decline'] as const;

interface Props {
  current: CreditBook;
  changed: CreditBook;
}

/** The book before and after: how many, what share, and how many of them defaulted. */
export function BookTable({ current, changed }: Props) {
  const { t } = useTranslation();
  const books = [
    ['current', current],
    ['changed', changed],
  ] as const;
  return (
    <>
      {books.map(([name, book]) => (
        <div key={name} className={classes.row}>
          <span className="quiet small">{t(`what_if.${name}`)}</span>
          <div className={classes.bar} role="img" aria-label={summary(book, t)}>
            {kOutcomes.map((outcome) => (
              <div
                key={outcome}
                data-outcome={outcome}
                className={classes.part}
                style={{ width: `${book[outcome].rate * 100}%` }}
              >
                {percent(book[outcome].rate, 0)}
              </div>
            ))}
          </div>
        </div>
      ))}
      <div className="wide">
        <table className="data">
          <TableHead
            columns={[
              { name: t('what_if.measure') },
              { name: t('what_if.current'), isNumber: true },
              { name: t('what_if.changed'), isNumber: true },
            ]}
          />
          <tbody>
            {kOutcomes.map((outcome) => (
              <Line
                key={outcome}
                name={t(`outcome.${outcome.toUpperCase()}`)}
                values={books.map(([, book]) =>
                  t('what_if.share', {
                    count: count(book[outcome].count),
                    rate: percent(book[outcome].rate),
                  }),
                )}
              />
            ))}
            {kOutcomes.map((outcome) => (
              <Line
                key={`${outcome} default`}
                name={t('what_if.default_rate', { outcome: t(`what_if.of.${outcome}`) })}
                values={books.map(([, book]) => rate(book[outcome].default_rate))}
              />
            ))}
            <Line
              name={t('what_if.declined_by_rule')}
              values={books.map(([, book]) => count(book.declined_by_rule))}
            />
            <Line name={t('what_if.cost')} values={books.map(([, book]) => count(book.cost))} />
          </tbody>
        </table>
      </div>
    </>
  );
}

const rate = (value: number | null): string => (value === null ? '–' : percent(value));

function summary(book: CreditBook, t: (key: string) => string): string {
  return kOutcomes
    .map((outcome) => `${t(`outcome.${outcome.toUpperCase()}`)} ${percent(book[outcome].rate)}`)
    .join(', ');
}

function Line({ name, values }: { name: string; values: string[] }) {
  const [current, changed] = values;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">{current}</td>
      <td className={`number ${current === changed ? 'quiet' : ''}`}>{changed}</td>
    </tr>
  );
}
