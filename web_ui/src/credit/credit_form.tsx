import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../shared/problem_view';
import { type CreditFields, type EmploymentStatus, kExampleKeys, kExamples } from './request';

interface Props {
  applicationId: string;
  fields: CreditFields;
  error: Error | null;
  isBusy: boolean;
  onApplicationId: (id: string) => void;
  onFields: (fields: CreditFields) => void;
  onAsk: (applicationId: string, fields: CreditFields) => void;
}

const kNumbers = [
  'amount_gbp',
  'term_months',
  'income_monthly_gbp',
  'outgoings_monthly_gbp',
  'employment_months',
  'missed_payments_12m',
  'days_overdraft_90d',
  'credit_utilisation',
  'bank_balance_volatility',
] as const;
const kStatuses: EmploymentStatus[] = ['EMPLOYED', 'SELF_EMPLOYED', 'UNEMPLOYED'];

export function CreditForm(props: Props) {
  const { t } = useTranslation();
  const { applicationId, fields, error } = props;
  const isStored = applicationId.trim() !== '';
  return (
    <form
      className="panel stack no-print"
      aria-label={t('credit.form')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        props.onAsk(applicationId, fields);
      }}
    >
      <div className="form">
        {kNumbers.map((name) => (
          <TextInput
            key={name}
            name={name}
            label={t(`credit.field.${name}`)}
            inputMode="decimal"
            value={fields[name]}
            disabled={isStored}
            error={faultOf(error, name)}
            autoComplete="off"
            onChange={(event) => props.onFields({ ...fields, [name]: event.currentTarget.value })}
          />
        ))}
        <NativeSelect
          name="employment_status"
          label={t('credit.field.employment_status')}
          value={fields.employment_status}
          disabled={isStored}
          data={kStatuses.map((value) => ({ value, label: t(`employment.${value}`) }))}
          onChange={(event) =>
            props.onFields({
              ...fields,
              employment_status: event.currentTarget.value as EmploymentStatus,
            })
          }
        />
        <TextInput
          className="whole"
          name="application_id"
          label={t('credit.field.application_id')}
          placeholder="A_002945"
          value={applicationId}
          error={faultOf(error, 'application_id')}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => props.onApplicationId(event.currentTarget.value)}
        />
      </div>
      <div className="actions">
        <Button type="submit" loading={props.isBusy}>
          {t('credit.ask')}
        </Button>
      </div>
      <Examples onAsk={props.onAsk} fields={fields} />
    </form>
  );
}

function Examples({ onAsk, fields }: Pick<Props, 'onAsk' | 'fields'>) {
  const { t } = useTranslation();
  return (
    <div className="examples">
      <h2 className="quiet small">{t('form.examples')}</h2>
      <ul className="chips">
        {kExampleKeys.map((key) => (
          <li key={key}>
            <Button size="compact-xs" variant="default" onClick={() => onAsk('', kExamples[key])}>
              {t(`credit.example.${key}`)}
            </Button>
          </li>
        ))}
        <li>
          <Button size="compact-xs" variant="default" onClick={() => onAsk('A_002945', fields)}>
            {t('credit.example.stored')}
          </Button>
        </li>
      </ul>
    </div>
  );
}
