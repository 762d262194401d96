import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowUp } from '../contract/types';
import { percent } from '../shared/format';
import { TableHead } from '../shared/table_head';

interface Props {
  followUp: FollowUp;
  canAnswer: boolean;
  onAnswer: (field: string, value: string) => void;
}

/** The one missing field that would decide, and what each answer to it leads to. */
export function FollowUpForm({ followUp, canAnswer, onAnswer }: Props) {
  const { t } = useTranslation();
  const [value, setValue] = useState('');
  return (
    <section className="panel stack" aria-labelledby="follow-up-title">
      <h2 id="follow-up-title">{t('follow_up.title')}</h2>
      {!canAnswer && <p>{followUp.question}</p>}
      {canAnswer && (
        <form
          className="actions"
          onSubmit={(event) => {
            event.preventDefault();
            if (value.trim()) onAnswer(followUp.field, value.trim());
          }}
        >
          <TextInput
            label={followUp.question}
            placeholder={t(`screen.hint.${followUp.field}`)}
            value={value}
            autoComplete="off"
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          <Button type="submit" className="at-the-foot">
            {t('follow_up.again')}
          </Button>
        </form>
      )}
      <table className="data">
        <TableHead
          columns={[
            { name: t('follow_up.answer') },
            { name: t('follow_up.score'), isNumber: true },
            { name: t('follow_up.decision') },
          ]}
        />
        <tbody>
          {followUp.outcomes.map((outcome) => (
            <tr key={outcome.answer}>
              <th scope="row">{t(`follow_up.${outcome.answer}`)}</th>
              <td className="number">{percent(outcome.match_probability, 2)}</td>
              <td>{t(`outcome.${outcome.decision}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
