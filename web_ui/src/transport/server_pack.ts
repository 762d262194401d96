// The pack that a server decides on, for deciding in this browser: the one beside the page where it
// is the same, or else the server's own. Never another one.
import type { DecisionEngine, EngineInfo, PackDomain } from '@financescr/engine';
import type { Health, LoadedHashes } from '../contract/types';
import { ApiError, problemOf } from './client';
import {
  type Demo,
  type DemoDomain,
  openDemo,
  openPack,
  type Progress,
  readCounting,
} from './demo';
import { LocalTransport } from './local';
import { StartError } from './start_error';
import { kOrigin, type Transport } from './transport';

/** Whether a domain decides as the server's does. `label` is null where the server has no such one. */
function isSame(
  domain: DemoDomain | PackDomain | null,
  hashes: LoadedHashes,
  label: string | null,
): boolean {
  if (!domain || label === null) return !domain && label === null;
  return (
    domain.pack_hash === hashes.pack_hash &&
    domain.policy_hash === hashes.policy_hash &&
    domain.model_hash === hashes.model_hash
  );
}

/** Whether the pack beside this page is, by what demo.json says, the one that the server decides on. */
export function isServersPack(demo: Demo | null, health: Health): boolean {
  const domains = demo?.domains;
  if (!domains) return false;
  return (
    isSame(domains.fincrime, health.fincrime, health.fincrime_data_version) &&
    isSame(domains.credit, health.credit, health.credit_data_version)
  );
}

/** Whether an engine decides as the server does: pack, policy, model and rules. */
export function agrees(info: EngineInfo, health: Health): boolean {
  return (
    info.decision_version === health.decision_version &&
    isSame(info.fincrime, health.fincrime, health.fincrime_data_version) &&
    isSame(info.credit, health.credit, health.credit_data_version)
  );
}

/**
 * The engine of this browser on the pack of `server`. Errors: ApiError where the server refuses to
 * give its pack; StartError, also where what was opened is not what the server decides on.
 */
export async function openServerPack(
  server: Transport,
  health: Health,
  demo: Demo | null,
  onProgress: (progress: Progress) => void,
): Promise<LocalTransport> {
  const engine =
    demo && isServersPack(demo, health)
      ? await openDemo(demo, onProgress)
      : await openPack(await download(server, health.pack_id, onProgress));
  return checked(engine, server, health);
}

function checked(engine: DecisionEngine, server: Transport, health: Health): LocalTransport {
  if (agrees(engine.info, health)) return new LocalTransport(engine, health.pack_id, server);
  engine.close();
  throw new StartError('pack_is_another');
}

async function download(
  server: Transport,
  packId: string,
  onProgress: (progress: Progress) => void,
): Promise<Uint8Array> {
  const path = `/packs/${encodeURIComponent(packId)}/file`;
  let response: Response;
  try {
    response = await server.fetch(new Request(kOrigin + path));
  } catch (error) {
    throw new ApiError(0, { detail: String(error) });
  }
  if (!response.ok) throw new ApiError(response.status, await problemOf(response));
  try {
    return await readCounting(response, (done) => onProgress({ done, total: 0 }));
  } catch (error) {
    throw new StartError('pack_not_given', String(error));
  }
}
