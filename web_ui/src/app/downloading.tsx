import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Progress as Downloaded } from '../transport/demo';

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/** How much of a pack is here, and of how much where that is known. */
export function Downloading({ progress: { done, total } }: { progress: Downloaded }) {
  const { t } = useTranslation();
  const isKnown = total > 0;
  return (
    <>
      <p role="status">{t('start.downloading')}</p>
      {isKnown && <Progress value={(done / total) * 100} aria-label={t('start.downloading')} />}
      <p className="quiet small">
        {t(isKnown ? 'start.megabytes' : 'start.megabytes_so_far', {
          done: megabytes(done),
          total: megabytes(total),
        })}
      </p>
    </>
  );
}
