import { CopyButton, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './hash_list.module.css';

const kHashes = ['result_hash', 'input_hash', 'pack_hash', 'policy_hash', 'model_hash'] as const;

export type Hashes = Record<(typeof kHashes)[number], string>;

/** The five hashes of a decision, whole, each with a button that copies it. */
export function HashList({ decision }: { decision: Hashes }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      {kHashes.map((name) => (
        <div key={name} className={classes.row}>
          <dt>{t(`hash.${name}`)}</dt>
          <dd>
            <Hash value={decision[name]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Hash({ value }: { value: string }) {
  const { t } = useTranslation();
  return (
    <span className={classes.hash}>
      <code>{value}</code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <UnstyledButton
            className={`${classes.copy} no-print`}
            onClick={copy}
            aria-label={t('hash.copy', { value })}
          >
            {copied ? t('hash.copied') : t('hash.copy_short')}
          </UnstyledButton>
        )}
      </CopyButton>
    </span>
  );
}
