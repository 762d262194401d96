import { useTranslation } from 'react-i18next';
import type { Match } from '../contract/types';
import { compareWords, type Piece } from '../shared/highlight';
import classes from './word_pairs.module.css';

/** The words of both names that answer each other, with their credit, and those that do not. */
export function WordPairs({ evidence }: { evidence: Match['evidence'] }) {
  const { t } = useTranslation();
  return (
    <ul className="chips">
      {evidence.aligned.map((pair) => {
        const [asked, listed] = compareWords(pair.query, pair.listed);
        return (
          <li key={`${pair.query}|${pair.listed}`} className={classes.pair}>
            <Word pieces={asked} />
            <span className="quiet" aria-hidden="true">
              ↔
            </span>
            <span className="visually-hidden">{t('match.answers')}</span>
            <Word pieces={listed} />
            <span className={classes.credit}>
              {pair.credit.toFixed(2)}
              {pair.by_initial && ` ${t('match.by_initial')}`}
            </span>
          </li>
        );
      })}
      {evidence.query_words_left.map((word) => (
        <li key={`asked-${word}`} className={classes.left}>
          {word} <span className={classes.credit}>{t('match.only_asked')}</span>
        </li>
      ))}
      {evidence.listed_words_left.map((word) => (
        <li key={`listed-${word}`} className={classes.left}>
          {word} <span className={classes.credit}>{t('match.only_listed')}</span>
        </li>
      ))}
    </ul>
  );
}

function Word({ pieces }: { pieces: Piece[] }) {
  return (
    <span>
      {pieces.map((piece) =>
        piece.isShared ? (
          <span key={piece.at}>{piece.text}</span>
        ) : (
          <mark key={piece.at} className={classes.differs}>
            {piece.text}
          </mark>
        ),
      )}
    </span>
  );
}
