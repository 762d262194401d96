/** Names on the left, values on the right; values that are empty are left out. */
export function FactList({ facts }: { facts: [string, string][] }) {
  return (
    <dl className="facts small">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
