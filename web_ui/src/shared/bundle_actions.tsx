import { Button, CopyButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../app/console_context';
import { ProblemView } from './problem_view';

/** What one does with a decision's bundle: keep it, copy it, or make the decision again. */
export function BundleActions({ decisionId }: { decisionId: string }) {
  const { t } = useTranslation();
  const { client, setBundle } = useConsole();
  const navigate = useNavigate();
  const stored = useQuery({
    queryKey: ['decision', decisionId],
    queryFn: () => client.decision(decisionId),
  });
  if (stored.error) return <ProblemView error={stored.error} onRetry={() => stored.refetch()} />;
  const text = stored.data?.bundle ? `${JSON.stringify(stored.data.bundle, null, 2)}\n` : '';
  return (
    <div className="actions no-print">
      <Button
        size="xs"
        disabled={!text}
        onClick={() => {
          setBundle(text);
          navigate({ to: '/replay' });
        }}
      >
        {t('bundle.replay')}
      </Button>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" disabled={!text} onClick={copy}>
            {copied ? t('hash.copied') : t('bundle.copy')}
          </Button>
        )}
      </CopyButton>
      <Button
        size="xs"
        variant="default"
        disabled={!text}
        onClick={() => saveText(`${decisionId}.json`, text)}
      >
        {t('bundle.download')}
      </Button>
      {client.transport.kind === 'server' && (
        <Button
          size="xs"
          variant="default"
          onClick={() => navigate({ to: '/verify', search: { decision: decisionId } })}
        >
          {t('bundle.verify')}
        </Button>
      )}
    </div>
  );
}

export function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
