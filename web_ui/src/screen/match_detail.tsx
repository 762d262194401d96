import { useTranslation } from 'react-i18next';
import type { Match, ScreeningDecision, Subject } from '../contract/types';
import { codeText } from '../shared/codes';
import { percent, sentence } from '../shared/format';
import { WaterfallTable } from '../shared/waterfall_table';
import { type ComparedFact, compareFacts, type Verdict } from './compare_facts';
import classes from './match_detail.module.css';
import { WordPairs } from './word_pairs';

interface Props {
  match: Match;
  subject: Subject | null;
  customerId: string | null;
  decision: ScreeningDecision;
  isOpen: boolean;
}

/** One entry of the list beside what was asked, and how its score came about. */
export function MatchDetail({ match, subject, customerId, decision, isOpen }: Props) {
  const { t } = useTranslation();
  const isAlert = match.score >= decision.threshold_used;
  return (
    <details className={classes.match} open={isOpen}>
      <summary className={classes.summary}>
        <span className={classes.name} dir="auto">
          {match.candidate_name}
        </span>
        <span className={classes.list} data-list={match.list_type}>
          {t(`list.${match.list_type}`)}
        </span>
        <code className="quiet">{match.candidate_id}</code>
        <span className={`${classes.score} ${isAlert ? 'bad' : 'quiet'}`}>
          {percent(match.score, 2)}
        </span>
      </summary>
      <div className="stack">
        <CompareTable match={match} subject={subject} customerId={customerId} />
        <ul className="chips">
          {match.reasons.map((code) => (
            <li key={code} className={classes.reason} data-bad={code.endsWith('_CONFLICT')}>
              {codeText('ScreeningReasonCode', code)}
            </li>
          ))}
        </ul>
        <section aria-label={t('match.waterfall', { name: match.candidate_name })}>
          <h3>{t('waterfall.title')}</h3>
          <WaterfallTable
            contributions={match.contributions}
            logOdds={match.log_odds}
            thresholds={[decision.threshold_used]}
            name={(feature) => t(`feature.${feature}`, { defaultValue: sentence(feature) })}
          />
        </section>
      </div>
    </details>
  );
}

function CompareTable({
  match,
  subject,
  customerId,
}: Pick<Props, 'match' | 'subject' | 'customerId'>) {
  const { t } = useTranslation();
  const { evidence, listed } = match;
  const isAlias = evidence.name_kind !== 'PRIMARY';
  return (
    <div className="wide">
      <table className={`data ${classes.compare}`}>
        <caption className="visually-hidden">{t('match.caption')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('match.asked')}</th>
            <th scope="col">{t('match.listed')}</th>
            <th scope="col">{t('match.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('screen.field.name')}</th>
            <td dir="auto">{subject?.name ?? t('match.customer', { id: customerId })}</td>
            <td>
              <bdi>{evidence.matched_name}</bdi>
              {isAlias && <span className="quiet small"> {t(`match.${evidence.name_kind}`)}</span>}
            </td>
            <td>{t('match.coverage', { share: percent(match.features.query_coverage, 0) })}</td>
          </tr>
          <tr>
            <th scope="row">{t('match.words')}</th>
            <td colSpan={3}>
              <WordPairs evidence={evidence} />
            </td>
          </tr>
          {compareFacts(match, subject).map((fact) => (
            <FactRow key={fact.name} fact={fact} isCustomer={customerId !== null} />
          ))}
          <tr>
            <th scope="row">{t('match.source')}</th>
            <td />
            <td>{[listed.source, ...(listed.programs ?? [])].filter(Boolean).join(', ')}</td>
            <td>{t(`list.${match.list_type}`)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

const kSigns: Record<Verdict, string> = {
  agrees: '✓',
  partly: '≈',
  contradicts: '✗',
  unknown: '–',
};
const kClasses: Record<Verdict, string> = {
  agrees: 'good',
  partly: 'warn',
  contradicts: 'bad',
  unknown: 'quiet',
};

function FactRow({ fact, isCustomer }: { fact: ComparedFact; isCustomer: boolean }) {
  const { t } = useTranslation();
  const isCompared = fact.verdict !== 'unknown';
  const asked = fact.asked || (isCustomer && isCompared ? t('match.of_the_pack') : '–');
  return (
    <tr data-verdict={fact.verdict}>
      <th scope="row">{t(`screen.field.${fact.name}`)}</th>
      <td>
        <span className={classes.value}>{asked}</span>
      </td>
      <td>
        {fact.listed.length === 0 && '–'}
        {fact.listed.map((value) => (
          <span key={value} className={classes.value}>
            {value}
          </span>
        ))}
      </td>
      <td className={kClasses[fact.verdict]}>
        <span aria-hidden="true">{kSigns[fact.verdict]} </span>
        {t(`verdict.${fact.verdict}`)}
      </td>
    </tr>
  );
}
