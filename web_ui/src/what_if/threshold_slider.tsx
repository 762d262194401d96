import { Input, Slider } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberField } from './number_field';

interface Props {
  value: number;
  current: number | undefined;
  error: string | undefined;
  onChange: (value: number) => void;
}

const kStep = 0.005;

/** A threshold by hand, by arrow keys, or as an exact number; today's is marked. */
export function ThresholdSlider({ value, current, error, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="stack">
      <div>
        <Input.Label id={id}>{t('what_if.threshold')}</Input.Label>
        <Slider
          thumbProps={{ 'aria-labelledby': id }}
          value={value}
          min={0}
          max={1}
          step={kStep}
          label={null}
          marks={current === undefined ? [] : [{ value: current, label: t('what_if.today') }]}
          mb="lg"
          mt="xs"
          onChange={(moved) => onChange(Number(moved.toFixed(3)))}
        />
      </div>
      <NumberField
        label={t('what_if.exactly')}
        value={value}
        error={error}
        min={0}
        max={1}
        step={0.01}
        onChange={(typed) => typed !== undefined && onChange(typed)}
      />
    </div>
  );
}
