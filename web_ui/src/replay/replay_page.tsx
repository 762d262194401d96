import { Button, FileButton, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../app/console_context';
import { AnswerState } from '../shared/answer_state';
import { PageHead } from '../shared/page_head';
import { ReplayVerdict } from '../shared/replay_verdict';
import { type BundleFault, readBundle } from './bundle_text';

export function ReplayPage() {
  const { t } = useTranslation();
  const { client, bundle: text, setBundle } = useConsole();
  const [fault, setFault] = useState<BundleFault | null>(null);
  const replay = useMutation({ mutationFn: client.replay });
  const { mutate, reset } = replay;

  const run = (from: string) => {
    const bundle = readBundle(from);
    setFault('fault' in bundle ? bundle.fault : null);
    if ('body' in bundle) mutate(bundle.body);
    else reset();
  };
  const open = async (file: File | null | undefined) => {
    if (!file) return;
    const content = await file.text();
    setBundle(content);
    run(content);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    open(event.dataTransfer.files[0]);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for a bundle that came along
  useEffect(() => {
    if (text) run(text);
  }, []);

  return (
    <>
      <PageHead title={t('replay.title')} text={t('replay.text')} />
      <div className="columns even">
        <form
          className="panel stack no-print"
          aria-label={t('replay.form')}
          onDragOver={(event) => event.preventDefault()}
          onDrop={onDrop}
          onSubmit={(event) => {
            event.preventDefault();
            run(text);
          }}
        >
          <Textarea
            label={t('replay.bundle')}
            description={t('replay.hint')}
            value={text}
            error={fault && t(`replay.${fault}`)}
            rows={18}
            spellCheck={false}
            autoComplete="off"
            classNames={{ input: 'mono' }}
            onChange={(event) => setBundle(event.currentTarget.value)}
          />
          <div className="actions">
            <Button type="submit" disabled={!text.trim()} loading={replay.isPending}>
              {t('replay.run')}
            </Button>
            <FileButton onChange={open} accept="application/json,.json,.jsonl">
              {(props) => (
                <Button variant="default" {...props}>
                  {t('replay.open')}
                </Button>
              )}
            </FileButton>
          </div>
        </form>
        <section aria-label={t('screen.answer')} className="stack">
          <AnswerState
            isPending={replay.isPending}
            error={replay.error}
            answer={replay.data}
            empty={t('replay.empty')}
            onRetry={() => replay.variables && mutate(replay.variables)}
          >
            {(result) => <ReplayVerdict result={result} />}
          </AnswerState>
        </section>
      </div>
    </>
  );
}
