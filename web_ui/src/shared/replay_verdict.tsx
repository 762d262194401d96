import { useTranslation } from 'react-i18next';
import type { ReplayResult } from '../contract/types';
import { Hash } from './hash_list';
import classes from './replay_verdict.module.css';

/** Identical with its hash, or the first field that differs: what was recorded, what comes out now. */
export function ReplayVerdict({ result }: { result: ReplayResult }) {
  const { t } = useTranslation();
  const isIdentical = result.status === 'identical';
  return (
    <div className="panel stack" role="status">
      <p className={`${classes.verdict} ${isIdentical ? 'good' : 'bad'}`}>
        <span aria-hidden="true">{isIdentical ? '✓ ' : '✗ '}</span>
        {t(isIdentical ? 'replay.identical' : 'replay.different')}
      </p>
      <p>{t(isIdentical ? 'replay.identical_text' : 'replay.different_text')}</p>
      {!isIdentical && (
        <div className="wide">
          <table className="data">
            <caption className="visually-hidden">{t('replay.first_difference')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('replay.field')}</th>
                <th scope="col">{t('replay.recorded')}</th>
                <th scope="col">{t('replay.replayed')}</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">
                  <code>{result.field}</code>
                </th>
                <td className={classes.value}>
                  <code>{shown(result.recorded)}</code>
                </td>
                <td className={classes.value}>
                  <code>{shown(result.replayed)}</code>
                </td>
              </tr>
            </tbody>
          </table>
        </div>
      )}
      <dl className="facts">
        <dt>{t('replay.hash')}</dt>
        <dd>{result.result_hash === null ? '–' : <Hash value={result.result_hash} />}</dd>
        {result.pack_id && (
          <>
            <dt>{t('footer.pack')}</dt>
            <dd>{result.pack_id}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

const shown = (value: unknown): string => (value === undefined ? '–' : JSON.stringify(value));
