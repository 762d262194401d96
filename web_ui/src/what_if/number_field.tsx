import { NumberInput } from '@mantine/core';

interface Props {
  label: string;
  placeholder?: string;
  value: number | undefined;
  error: string | undefined;
  min?: number;
  max?: number;
  step?: number;
  onChange: (value: number | undefined) => void;
}

/** A number that may be left empty. The engine checks its range; the field only steps within it. */
export function NumberField({ value, onChange, placeholder = '', ...others }: Props) {
  return (
    <NumberInput
      {...others}
      placeholder={placeholder}
      value={value ?? ''}
      clampBehavior="none"
      decimalScale={6}
      onChange={(typed) => {
        if (typed === '') onChange(undefined);
        else if (Number.isFinite(Number(typed))) onChange(Number(typed));
      }}
    />
  );
}
