/** Files with figures, people, targets: read, mapped, imported and taken back step by step. */
import type { ImportBatch, ImportKind, ImportPreview } from '#api/shapes.ts';
import { Attempt, body_of, client, send_file } from '#api/client.ts';
import { query_client } from './client.ts';
import { stale_after_change } from './keys.ts';

const renew = () => Promise.all(stale_after_change('import', '').map((key) => query_client.invalidateQueries({ queryKey: [...key] })));
const once = (body: unknown) => ({ 'Idempotency-Key': new Attempt().key(body) });

/** Reads a file; nothing of it is imported yet. */
export function read_import(kind: ImportKind, file: File): Promise<ImportPreview> {
  return send_file<ImportPreview>(`/api/imports/${kind}`, file, new Attempt().key(file.name));
}

/** Reads the file again with other columns; the server remembers the choice. */
export function map_import(id: string, columns: ImportPreview['columns']): Promise<ImportPreview> {
  const body = { columns };
  return body_of(client.POST('/api/imports/{id}/mapping', { params: { path: { id } }, body, headers: once(body) }));
}

/** Asks for one step after the other until the batch is through, or `stopped` says so; tells of each. */
export async function run_import(
  batch: ImportBatch,
  deed: 'apply' | 'undo',
  accept_good: boolean,
  told: (batch: ImportBatch) => void,
  stopped: () => boolean,
): Promise<ImportBatch> {
  const params = { path: { id: batch.id } };
  let now = batch;
  try {
    do {
      now =
        deed === 'apply'
          ? await body_of(client.POST('/api/imports/{id}/apply', { params, body: { accept_good }, headers: once(accept_good) }))
          : await body_of(client.POST('/api/imports/{id}/undo', { params, body: {}, headers: once({}) }));
      told(now);
    } while ((now.state === 'applying' || now.state === 'undoing') && !stopped());
  } finally {
    await renew();
  }
  return now;
}
