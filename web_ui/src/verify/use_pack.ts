import type { DecisionEngine } from '@financescr/engine';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useConsole } from '../app/console_context';
import { openPack } from '../transport/demo';
import { LocalTransport } from '../transport/local';

export interface HeldPack {
  engine: DecisionEngine | null;
  label: string;
  isOpening: boolean;
  error: Error | null;
  open: (file: File | null) => void;
}

/** The pack that this browser holds: one that was opened here, or else the demonstration's. */
export function usePack(): HeldPack {
  const { transport } = useConsole().client;
  const opening = useMutation({
    mutationFn: async (file: File) => openPack(new Uint8Array(await file.arrayBuffer())),
  });
  const opened = opening.data ?? null;
  useEffect(() => () => opened?.close(), [opened]);

  const own = transport instanceof LocalTransport ? transport.engine : null;
  const engine = opened ?? own;
  const labels = engine ? [engine.info.fincrime?.label, engine.info.credit?.label] : [];
  return {
    engine,
    label: [opened ? opening.variables?.name : null, ...labels].filter(Boolean).join(', '),
    isOpening: opening.isPending,
    error: opening.error,
    open: (file) => file && opening.mutate(file),
  };
}
