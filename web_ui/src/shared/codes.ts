import tables from '../contract/generated/codes.json';
import { sentence } from './format';

export type CodeTable = keyof typeof tables;

/** The contract's sentence for a code of one of its closed tables. */
export function codeText(table: CodeTable, code: string): string {
  const texts: Record<string, string> = tables[table];
  return texts[code] ?? sentence(code);
}
