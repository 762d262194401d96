export function PageHead({ title, text }: { title: string; text: string }) {
  return (
    <header className="page-head">
      <h1>{title}</h1>
      <p>{text}</p>
    </header>
  );
}
