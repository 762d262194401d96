import { useTranslation } from 'react-i18next';
import classes from './plot.module.css';

interface Props {
  /** Of what the drawing is. */
  name: string;
  head: string[];
  rows: string[][];
}

/** The numbers behind a drawing. */
export function TableTwin({ name: drawing, head, rows }: Props) {
  const { t } = useTranslation();
  return (
    <details>
      <summary className="small">{t('what_if.as_table')}</summary>
      <section
        className={classes.twin}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls takes the keyboard
        tabIndex={0}
        aria-label={t('what_if.table_of', { drawing })}
      >
        <table className="data">
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells) => (
              <tr key={cells[0]}>
                {cells.map((cell, index) => (
                  <td key={head[index]} className="number">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
