/** What can be imported, by its name in the address, and who may. */
import type { ImportKind, ImportPreview, Me } from '#api/shapes.ts';
import { may_do } from '#staff/shell/me.ts';

export const kinds: Record<string, ImportKind> = { 'so-lieu': 'facts', 'can-bo': 'people', 'chi-tieu': 'targets', 'ho-so': 'dossiers' };
const rights: Record<ImportKind, string> = { facts: 'fact_enter_any', people: 'person_manage', targets: 'task_assign', dossiers: 'record_act' };

export function may_import(me: Me, kind: ImportKind): boolean {
  return may_do(me, rights[kind]);
}

/** The names of the kinds that a person may import. */
export function kinds_for(me: Me): string[] {
  return Object.keys(kinds).filter((name) => may_import(me, kinds[name]!));
}

/** Dossiers are kept by another system: what its list brought is set right by its next one, not taken back. */
export function may_undo(kind: ImportKind): boolean {
  return kind !== 'dossiers';
}

export type Columns = ImportPreview['columns'];

/** The columns with one of them read as another field; a field stands in one column only. */
export function with_field(columns: Columns, column: string, field: string | null): Columns {
  return columns.map((each) => {
    if (each.column === column) return { ...each, field };
    return field !== null && each.field === field ? { ...each, field: null } : each;
  });
}

/** What is wrong in a cell, by its line and column. */
export function faults_of(preview: ImportPreview): Map<string, string> {
  const found = new Map<string, string>();
  for (const each of preview.errors) {
    const at = `${each.line} ${each.column}`;
    found.set(at, [found.get(at), each.detail].filter(Boolean).join(' '));
  }
  return found;
}
