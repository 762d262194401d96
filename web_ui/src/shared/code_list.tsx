import { type CodeTable, codeText } from './codes';

/** Codes of one of the contract's tables, each with its sentence. */
export function CodeList({ table, codes }: { table: CodeTable; codes: readonly string[] }) {
  return (
    <ul className="plain">
      {codes.map((code) => (
        <li key={code}>
          {codeText(table, code)} <code className="quiet">{code}</code>
        </li>
      ))}
    </ul>
  );
}
