/** Lists as spreadsheets, with the filters of the screen that asks. */
import { fetch_file } from '#api/client.ts';
import { with_proof } from './proof.svelte.ts';

export type ExportList = 'index' | 'facts' | 'plan' | 'people' | 'audit';
export type ExportFormat = 'xlsx' | 'csv';
export type ExportFilters = Partial<Record<'year' | 'plan' | 'state' | 'field' | 'text' | 'subject_kind' | 'subject_id', string | number | undefined>>;

/** The address of a list; a filter without a value is left out. */
export function export_path(list: ExportList, format: ExportFormat, filters: ExportFilters): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filters)) if (value !== undefined && value !== '') query.set(name, String(value));
  return `/api/exports/${list}?${query}`;
}

/** Fetches a list and keeps it as a file; answers its name. The log asks again who takes it away. */
export async function download_list(list: ExportList, format: ExportFormat, filters: ExportFilters): Promise<string> {
  const file = await with_proof(() => fetch_file(export_path(list, format, filters)));
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: address, download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return file.name;
}
