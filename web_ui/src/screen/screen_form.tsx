import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../shared/problem_view';
import { kExampleKeys, kExamples } from './examples';
import { kNoFields, type ScreenFields } from './request';

interface Props {
  fields: ScreenFields;
  error: Error | null;
  isBusy: boolean;
  onChange: (fields: ScreenFields) => void;
  onAsk: (fields: ScreenFields) => void;
}

const kWide = new Set<keyof ScreenFields>(['name', 'id_number', 'customer_id']);
const kSubject = ['name', 'dob', 'nationality', 'residence_country', 'id_number'] as const;

export function ScreenForm({ fields, error, isBusy, onChange, onAsk }: Props) {
  const { t } = useTranslation();
  const isCustomer = fields.customer_id.trim() !== '';
  const input = (name: keyof ScreenFields, isDisabled: boolean) => (
    <TextInput
      key={name}
      name={name}
      className={kWide.has(name) ? 'whole' : ''}
      label={t(`screen.field.${name}`)}
      placeholder={t(`screen.hint.${name}`)}
      value={fields[name]}
      disabled={isDisabled}
      error={faultOf(error, name)}
      autoComplete="off"
      spellCheck={false}
      dir="auto"
      onChange={(event) => onChange({ ...fields, [name]: event.currentTarget.value })}
    />
  );
  return (
    <form
      className="panel stack no-print"
      aria-label={t('screen.form')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(fields);
      }}
    >
      <div className="form">
        {kSubject.map((name) => input(name, isCustomer))}
        {input('customer_id', false)}
      </div>
      <div className="actions">
        <Button type="submit" loading={isBusy}>
          {t('screen.ask')}
        </Button>
        <Button variant="default" onClick={() => onChange(kNoFields)}>
          {t('form.clear')}
        </Button>
      </div>
      <div className="stack examples">
        <h2 className="quiet small">{t('form.examples')}</h2>
        <ul className="chips">
          {kExampleKeys.map((key) => (
            <li key={key}>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => onAsk({ ...kNoFields, ...kExamples[key] })}
              >
                {t(`screen.example.${key}`)}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </form>
  );
}
