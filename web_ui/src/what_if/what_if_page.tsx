import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../shared/page_head';
import { CreditWhatIfTab } from './credit_tab';
import { ScreeningWhatIfTab } from './screening_tab';

export function WhatIfPage() {
  const { t } = useTranslation();
  const { tab } = useSearch({ from: '/what-if' });
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={t('what_if.title')} text={t('what_if.text')} />
      <Tabs
        value={tab ?? 'screening'}
        keepMounted={false}
        onChange={(value) =>
          navigate({
            to: '/what-if',
            search: (now) => ({ ...now, tab: value === 'credit' ? 'credit' : undefined }),
            replace: true,
          })
        }
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="screening">{t('page.screen')}</Tabs.Tab>
          <Tabs.Tab value="credit">{t('page.credit')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="screening">
          <ScreeningWhatIfTab />
        </Tabs.Panel>
        <Tabs.Panel value="credit">
          <CreditWhatIfTab />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
