import type { ScreenFields } from './request';

// Of the demonstration's pack (seed 42); on another pack they are questions like any other.
export const kExamples = {
  misspelt: { name: 'Amelya Davis', dob: '2001-11-02', nationality: 'SE' },
  another_script: { name: 'أحمد الفارسي', dob: '1992' },
  follow_up: { name: 'M. Chen' },
  contradiction: { name: 'Ana Almeida', dob: '1944-08-30', nationality: 'PT' },
  customer: { customer_id: 'C_000049' },
  clear: { name: 'Gwendolyn Fairweather', dob: '1980-01-01', nationality: 'GB' },
} satisfies Record<string, Partial<ScreenFields>>;

export type ExampleKey = keyof typeof kExamples;

export const kExampleKeys = Object.keys(kExamples) as ExampleKey[];
